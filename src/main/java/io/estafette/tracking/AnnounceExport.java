package io.estafette.tracking;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.UUID;

import io.estafette.notification.QueueExportMail;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tells by mail that an export is ready (C15), once. */
@Service
public class AnnounceExport {

	private final QueueExportMail queueMail;

	private final JdbcClient jdbc;

	private final Clock clock;

	AnnounceExport(QueueExportMail queueMail, JdbcClient jdbc, Clock clock) {
		this.queueMail = queueMail;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/** Queues the mail to who asked for it, unless that was done. */
	@Transactional
	public void of(UUID export) {
		this.jdbc.sql("""
				update campaign_export set announced_at = ? where id = ? and announced_at is null returning actor_id
				""")
			.param(Timestamp.from(this.clock.instant()))
			.param(export)
			.query(UUID.class)
			.optional()
			.ifPresent((user) -> this.queueMail.to(user, export));
	}

}
