package io.estafette.tracking;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;

import io.estafette.notification.QueueExportMail;
import io.estafette.organization.ActorId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tells by mail that an export is ready, or why there will be none (C15), once. */
@Service
public class AnnounceExport {

	private record News(UUID user, boolean ready, String sentence) {
	}

	private final QueueExportMail queueMail;

	private final ExportWords.Speak speak;

	private final JdbcClient jdbc;

	private final Clock clock;

	AnnounceExport(QueueExportMail queueMail, ExportWords.Speak speak, JdbcClient jdbc, Clock clock) {
		this.queueMail = queueMail;
		this.speak = speak;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/** Queues the mail to who asked for it, unless that was done. */
	@Transactional
	public void of(UUID export) {
		this.jdbc.sql("""
				update campaign_export x set announced_at = ?
				where x.id = ? and x.announced_at is null and x.state <> 'RUNNING'
				returning x.*, (select c.name from campaign c where c.id = x.campaign_id) as name
				""")
			.param(Timestamp.from(this.clock.instant()))
			.param(export)
			.query(this::news)
			.optional()
			.ifPresent((news) -> this.queueMail.to(news.user(), export, news.ready(), news.sentence()));
	}

	private News news(ResultSet row, int number) throws SQLException {
		ExportSubject subject = ExportSubject.valueOf(row.getString("subject"));
		String campaign = row.getString("name");
		LocalDate first = row.getObject("first_day", LocalDate.class);
		LocalDate last = row.getObject("last_day", LocalDate.class);
		String failure = row.getString("failure");
		UUID user = row.getObject("actor_id", UUID.class);
		ExportWords words = this.speak.to(new ActorId(user));
		return new News(user, failure == null,
				(failure != null) ? words.failed(subject, campaign, first, last, ExportFailure.valueOf(failure))
						: words.ready(subject, campaign, first, last, ExportFormat.valueOf(row.getString("format")),
								row.getInt("rows"), row.getLong("size"), row.getTimestamp("expires_at").toInstant()));
	}

}
