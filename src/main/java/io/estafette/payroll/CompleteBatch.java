package io.estafette.payroll;

import java.sql.Timestamp;
import java.time.Clock;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Everything that a batch brought is in the vaults. Safe to repeat. */
@Service
public class CompleteBatch {

	private final JdbcClient jdbc;

	private final DepositMeters meters;

	private final Clock clock;

	CompleteBatch(JdbcClient jdbc, DepositMeters meters, Clock clock) {
		this.jdbc = jdbc;
		this.meters = meters;
		this.clock = clock;
	}

	/** Writes it down. */
	@Transactional
	public void of(BatchId id) {
		this.jdbc.sql("""
				update deposit_batch b set completed_at = :now,
				  state = case when exists (
				    select 1 from deposit_batch_line l where l.batch_id = b.id and l.outcome = 'REFUSED')
				  then 'COMPLETED_WITH_ERRORS' else 'COMPLETED' end
				where b.id = :id and b.state = 'RUNNING'
				returning b.state, b.received_at, b.completed_at
				""").param("now", Timestamp.from(this.clock.instant())).param("id", id.value()).query((row) -> {
			this.meters.completed(BatchState.valueOf(row.getString(1)), row.getTimestamp(2).toInstant(),
					row.getTimestamp(3).toInstant());
		});
	}

}
