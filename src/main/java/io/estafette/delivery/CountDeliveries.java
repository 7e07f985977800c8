package io.estafette.delivery;

import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** How far a source has come, counted from the ledger. */
@Service
public class CountDeliveries {

	/**
	 * The counts of one source.
	 *
	 * @param total all deliveries
	 * @param preparing those not yet in a vault
	 * @param failed those that will not reach a vault without a retry
	 */
	public record Counts(int total, int preparing, int failed) {
	}

	private final JdbcClient jdbc;

	CountDeliveries(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** The counts at this moment. */
	public Counts of(UUID source) {
		return this.jdbc.sql("""
				select count(*), count(*) filter (where state = 'PREPARING'), count(*) filter (where state = 'FAILED')
				from delivery d join hand_over h on h.id = d.hand_over_id where h.source_id = ?
				""")
			.param(source)
			.query((row, number) -> new Counts(row.getInt(1), row.getInt(2), row.getInt(3)))
			.single();
	}

}
