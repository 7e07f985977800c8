package io.estafette.notification;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.estafette.account.FindOwner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tells an HR user something by mail. Several things within some minutes go in one mail:
 * a digest rather than a flood.
 */
@Service
public class QueueNews {

	private static final Duration GATHERED = Duration.ofMinutes(10);

	/** What can wait is told with what cannot, or after this time. */
	private static final Duration PATIENCE = Duration.ofDays(1);

	private final JdbcClient jdbc;

	private final MailLines mailLines;

	private final FindOwner findOwner;

	private final Clock clock;

	QueueNews(JdbcClient jdbc, MailLines mailLines, FindOwner findOwner, Clock clock) {
		this.jdbc = jdbc;
		this.mailLines = mailLines;
		this.findOwner = findOwner;
		this.clock = clock;
	}

	/**
	 * Adds something to the next mail; where it has many, it is counted: when a large
	 * send expires, thousands come within minutes. Nothing happens for systems, which
	 * have no address.
	 */
	@Transactional
	public void to(UUID user, News news) {
		this.findOwner.byId(user)
			.ifPresent((owner) -> queue(user,
					new NewsMail.Line(news.sentence().apply(owner.language()), news.page(), news.summary()),
					news.patient() ? PATIENCE : GATHERED));
	}

	private void queue(UUID user, NewsMail.Line told, Duration wait) {
		Instant now = this.clock.instant();
		Timestamp then = Timestamp.from(now.plus(wait));
		this.jdbc.sql("select 1 from pg_advisory_xact_lock(hashtextextended(?, 2))")
			.param(user.toString())
			.query(Integer.class)
			.single();
		if (told.summary()) {
			forgetEarlier(user, told, now);
		}
		String line = this.mailLines.write(List.of(told));
		int gathered = this.jdbc
			.sql("""
					update outgoing_mail set next_attempt_at = least(next_attempt_at, :then),
					  documents = case when :summary or jsonb_array_length(documents) < :most
					    then documents || :line::jsonb else documents end,
					  more = case when :summary or jsonb_array_length(documents) < :most then more else more + 1 end
					where kind = 'NEWS' and owner_id = :user and state = 'WAITING' and attempts = 0 and next_attempt_at > :now
					""")
			.param("line", line)
			.param("then", then)
			.param("summary", told.summary())
			.param("most", NewsMail.MOST_LINES)
			.param("user", user)
			.param("now", Timestamp.from(now))
			.update();
		if (gathered == 0) {
			this.jdbc.sql("""
					insert into outgoing_mail (id, kind, owner_id, documents, state, next_attempt_at, queued_at)
					values (gen_random_uuid(), 'NEWS', :user, :line::jsonb, 'WAITING', :then, :now)
					""")
				.param("user", user)
				.param("line", line)
				.param("then", then)
				.param("now", Timestamp.from(now))
				.update();
		}
	}

	/** Its mail stays locked until the new one is in it. */
	private void forgetEarlier(UUID user, NewsMail.Line told, Instant now) {
		this.jdbc
			.sql("""
					update outgoing_mail set documents = (
					  select coalesce(jsonb_agg(line order by number), '[]'::jsonb)
					  from jsonb_array_elements(documents) with ordinality as earlier (line, number)
					  where not (coalesce((line->>'summary')::boolean, false) and line->>'page' = :page))
					where kind = 'NEWS' and owner_id = :user and state = 'WAITING' and attempts = 0 and next_attempt_at > :now
					""")
			.param("page", told.page())
			.param("user", user)
			.param("now", Timestamp.from(now))
			.update();
	}

}
