package io.estafette.payroll;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Deposits that no process instance looks after although they are stored for a while, or
 * were let go by {@link RestartDeposits}.
 */
@Service
public class FindUnclaimedDeposits {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final JdbcClient jdbc;

	private final Clock clock;

	FindUnclaimedDeposits(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/** The oldest 500 of them, and of those that were let go. */
	public List<DepositId> now() {
		return this.jdbc.sql("""
				(select id from deposit
				where state = 'RECEIVED' and process_instance_key is null and batch_id is null and received_at < :before
				order by received_at limit 500)
				union
				(select id from deposit
				where state = 'RECEIVED' and process_instance_key is null and restarted_at < :before
				order by restarted_at limit 500)
				""")
			.param("before", Timestamp.from(this.clock.instant().minus(PATIENCE)))
			.query((row, number) -> new DepositId(row.getObject(1, UUID.class)))
			.list();
	}

}
