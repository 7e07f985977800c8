package io.estafette.tracking;

import java.sql.Timestamp;
import java.time.Clock;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Removes the files of exports whose time is over. */
@Service
class ForgetExports {

	private final JdbcClient jdbc;

	private final Clock clock;

	ForgetExports(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	@Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
	@Transactional
	void now() {
		Timestamp now = Timestamp.from(this.clock.instant());
		this.jdbc.sql("""
				delete from campaign_export_slice where export_id in (
				  select id from campaign_export where state = 'READY' and expires_at <= ?)
				""").param(now).update();
		this.jdbc.sql("update campaign_export set state = 'EXPIRED' where state = 'READY' and expires_at <= ?")
			.param(now)
			.update();
	}

}
