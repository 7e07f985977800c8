package io.estafette.payroll;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.UUID;

import io.estafette.organization.PayrollDocument;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Everything that a deposit brought is in the vault, and so is what came along in the
 * same hand-over. Safe to repeat.
 */
@Service
public class CompleteDeposit {

	private final FindDepositsTogether findTogether;

	private final JdbcClient jdbc;

	private final DepositMeters meters;

	private final Clock clock;

	CompleteDeposit(FindDepositsTogether findTogether, JdbcClient jdbc, DepositMeters meters, Clock clock) {
		this.findTogether = findTogether;
		this.jdbc = jdbc;
		this.meters = meters;
		this.clock = clock;
	}

	/** Writes it down. */
	@Transactional
	public void of(DepositId id) {
		this.jdbc.sql("""
				update deposit d set state = 'COMPLETED', completed_at = ? where id = any(?) and state <> 'COMPLETED'
				returning d.kind, d.received_at,
				  coalesce((select l.handed_over_at from delivery l where l.source_id = d.id limit 1), d.completed_at)
				""")
			.param(Timestamp.from(this.clock.instant()))
			.param(this.findTogether.with(id).toArray(UUID[]::new))
			.query((row) -> {
				this.meters.handedOver(PayrollDocument.valueOf(row.getString(1)), DepositMeters.Channel.SINGLE,
						row.getTimestamp(2).toInstant(), row.getTimestamp(3).toInstant(), 1);
			});
	}

}
