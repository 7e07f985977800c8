package io.estafette.tracking;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/**
 * Gives up exports that take longer than any file should, whatever the reason: the
 * database may have been away when the last attempt failed, or the process instance was
 * cancelled.
 */
@Service
class GiveUpLateExports {

	private static final Duration PATIENCE = Duration.ofHours(2);

	private final GiveUpExport giveUpExport;

	private final JdbcClient jdbc;

	private final Clock clock;

	GiveUpLateExports(GiveUpExport giveUpExport, JdbcClient jdbc, Clock clock) {
		this.giveUpExport = giveUpExport;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	@Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
	void now() {
		this.jdbc.sql("select id from campaign_export where state = 'RUNNING' and requested_at < ? limit 100")
			.param(Timestamp.from(this.clock.instant().minus(PATIENCE)))
			.query(UUID.class)
			.list()
			.forEach(this.giveUpExport::of);
	}

}
