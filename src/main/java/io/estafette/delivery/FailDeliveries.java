package io.estafette.delivery;

import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Gives up those ledger lines of a source that are not yet in a vault (F11). */
@Service
public class FailDeliveries {

	private final JdbcClient jdbc;

	private final DeliveryMeters meters;

	FailDeliveries(JdbcClient jdbc, DeliveryMeters meters) {
		this.jdbc = jdbc;
		this.meters = meters;
	}

	/** All lines that are PREPARING fail for this reason. */
	@Transactional
	public void of(UUID source, FailureReason reason) {
		this.jdbc.sql("""
				with failed as (
				  update delivery d set state = 'FAILED', reason = :reason
				  from hand_over h where h.source_id = :source and d.hand_over_id = h.id and d.state = 'PREPARING'
				  returning d.origin)
				select origin, count(*) from failed group by origin
				""").param("reason", reason.name()).param("source", source).query((row) -> {
			this.meters.failed(DeliveryOrigin.valueOf(row.getString(1)), row.getLong(2));
		});
	}

}
