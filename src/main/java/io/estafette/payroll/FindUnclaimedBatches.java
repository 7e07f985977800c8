package io.estafette.payroll;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Batches that no process instance looks after although they are stored for a while. */
@Service
public class FindUnclaimedBatches {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final JdbcClient jdbc;

	private final Clock clock;

	FindUnclaimedBatches(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/** All of them, the oldest first. */
	public List<BatchId> now() {
		return this.jdbc.sql(
				"select id from deposit_batch where process_instance_key is null and received_at < ? order by received_at")
			.param(Timestamp.from(this.clock.instant().minus(PATIENCE)))
			.query((row, number) -> new BatchId(row.getObject(1, UUID.class)))
			.list();
	}

}
