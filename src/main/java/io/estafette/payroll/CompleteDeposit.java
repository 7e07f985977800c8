package io.estafette.payroll;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.UUID;

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

	private final Clock clock;

	CompleteDeposit(FindDepositsTogether findTogether, JdbcClient jdbc, Clock clock) {
		this.findTogether = findTogether;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/** Writes it down. */
	@Transactional
	public void of(DepositId id) {
		this.jdbc
			.sql("update deposit set state = 'COMPLETED', completed_at = ? where id = any(?) and state <> 'COMPLETED'")
			.param(Timestamp.from(this.clock.instant()))
			.param(this.findTogether.with(id).toArray(UUID[]::new))
			.update();
	}

}
