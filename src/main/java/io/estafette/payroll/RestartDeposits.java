package io.estafette.payroll;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Deposits that a process instance claimed and has not finished a day later: somebody
 * cancelled it in Operate, or an incident stands there unseen. Once, another instance may
 * take them over, which does nothing twice, and which Camunda does not even start while
 * one with the same correlation key lives. When that does not help within another day,
 * they are shown as failed. Should an instance finish one after all, it is completed.
 */
@Service
public class RestartDeposits {

	/** Far longer than any deposit takes. */
	private static final Duration PATIENCE = Duration.ofDays(1);

	private static final int AT_A_TIME = 500;

	private final JdbcClient jdbc;

	private final Clock clock;

	RestartDeposits(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/** Looks at all of them; the oldest 500 are let go at a time. */
	@Transactional
	public void now() {
		Instant now = this.clock.instant();
		Timestamp before = Timestamp.from(now.minus(PATIENCE));
		this.jdbc.sql("""
				update deposit set state = 'FAILED', reason = 'NOT_FINISHED'
				where state = 'RECEIVED' and restarted_at < ?
				""").param(before).update();
		this.jdbc.sql("""
				update deposit set process_instance_key = null, restarted_at = :now
				where id in (
				  select id from deposit
				  where state = 'RECEIVED' and process_instance_key is not null and received_at < :before
				  and restarted_at is null
				  order by received_at limit :most for update skip locked)
				""").param("now", Timestamp.from(now)).param("before", before).param("most", AT_A_TIME).update();
		// Of those that wait, only whose employee has been there for a day, too.
		this.jdbc.sql("""
				update deposit d set process_instance_key = null, restarted_at = :now
				from employee e
				where d.state = 'WAITING_FOR_EMPLOYEE' and d.process_instance_key is not null and d.restarted_at is null
				and d.received_at < :before and e.brand_id = d.brand_id and e.matricule = d.matricule
				and e.created_at < :before
				""").param("now", Timestamp.from(now)).param("before", before).update();
	}

}
