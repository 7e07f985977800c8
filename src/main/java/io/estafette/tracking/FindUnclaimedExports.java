package io.estafette.tracking;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Exports that no process instance has claimed: their message must go again. */
@Service
public class FindUnclaimedExports {

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private final JdbcClient jdbc;

	private final Clock clock;

	FindUnclaimedExports(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/** The oldest of them, asked for more than a minute ago. */
	public List<UUID> now() {
		return this.jdbc.sql("""
				select id from campaign_export where process_instance_key is null and requested_at < ?
				order by requested_at limit 100
				""").param(Timestamp.from(this.clock.instant().minus(PATIENCE))).query(UUID.class).list();
	}

}
