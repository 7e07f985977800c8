package io.estafette.document;

import java.sql.Timestamp;
import java.time.Clock;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Forgets uploads that nobody used within 24 hours. */
@Component
class ForgetUploads {

	private final ContentStore contents;

	private final JdbcClient jdbc;

	private final Clock clock;

	ForgetUploads(ContentStore contents, JdbcClient jdbc, Clock clock) {
		this.contents = contents;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	@Transactional
	@Scheduled(fixedDelayString = "PT15M", initialDelayString = "PT5M")
	public void forget() {
		this.jdbc.sql("""
				delete from upload where id in (
				  select id from upload where used_at is null and created_at < ?
				  order by created_at limit 500 for update skip locked)
				returning encode(sha256, 'hex')
				""")
			.param(Timestamp.from(this.clock.instant().minus(TakeUpload.KEPT)))
			.query(String.class)
			.list()
			.forEach((sha256) -> this.contents.removeUnused(new ContentId(sha256)));
	}

}
