package io.estafette.payroll;

import java.sql.Timestamp;
import java.time.Clock;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Everything that a deposit brought is in the vault. Safe to repeat. */
@Service
public class CompleteDeposit {

	private final JdbcClient jdbc;

	private final Clock clock;

	CompleteDeposit(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/** Writes it down. */
	@Transactional
	public void of(DepositId id) {
		this.jdbc.sql("update deposit set state = 'COMPLETED', completed_at = ? where id = ? and state <> 'COMPLETED'")
			.param(Timestamp.from(this.clock.instant()))
			.param(id.value())
			.update();
	}

}
