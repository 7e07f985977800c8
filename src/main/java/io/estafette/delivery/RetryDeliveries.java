package io.estafette.delivery;

import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes the failed ledger lines of a source wait for another attempt (F11), whoever asks:
 * check rights first.
 */
@Service
public class RetryDeliveries {

	private final JdbcClient jdbc;

	RetryDeliveries(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** How many lines are PREPARING again. */
	@Transactional
	public int of(UUID source) {
		return this.jdbc.sql("""
				update delivery d set state = 'PREPARING', reason = null
				from hand_over h where h.source_id = ? and d.hand_over_id = h.id and d.state = 'FAILED'
				""").param(source).update();
	}

}
