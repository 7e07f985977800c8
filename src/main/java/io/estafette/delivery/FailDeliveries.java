package io.estafette.delivery;

import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Gives up those ledger lines of a source that are not yet in a vault (F11). */
@Service
public class FailDeliveries {

	private final JdbcClient jdbc;

	FailDeliveries(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** All lines that are PREPARING fail for this reason. */
	@Transactional
	public void of(UUID source, FailureReason reason) {
		this.jdbc.sql("""
				update delivery d set state = 'FAILED', reason = :reason
				from hand_over h where h.source_id = :source and d.hand_over_id = h.id and d.state = 'PREPARING'
				""").param("reason", reason.name()).param("source", source).update();
	}

}
