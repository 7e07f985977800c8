package io.estafette.notification;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Notes that a mail came back. Only the address that the person still has counts: a
 * bounce of one that was corrected meanwhile says nothing any more, and neither does one
 * that somebody made up for another address. Safe to repeat.
 */
@Component
class RecordBounce {

	private static final Pattern OURS = Pattern
		.compile("^([a-z]+(?:-[a-z]+)*)-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\\.(\\d{1,6}))?@");

	private final JdbcClient jdbc;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	RecordBounce(JdbcClient jdbc, ApplicationEventPublisher events, Clock clock) {
		this.jdbc = jdbc;
		this.events = events;
		this.clock = clock;
	}

	/** Notes it, if it is about one of our mails, and news. */
	@Transactional
	void of(Bounce bounce) {
		Matcher ours = OURS.matcher(bounce.messageId());
		if (!ours.find()) {
			return;
		}
		Instant now = this.clock.instant();
		UUID id = UUID.fromString(ours.group(2));
		if (!"handover".equals(ours.group(1))) {
			this.jdbc.sql("""
					update outgoing_mail set state = 'FAILED', bounced_at = :now, last_error = :error
					where id = :id and kind <> 'HAND_OVER' and state = 'SENT'
					""")
				.param("now", Timestamp.from(now))
				.param("error", "BOUNCED " + bounce.status())
				.param("id", id)
				.update();
			return;
		}
		this.jdbc.sql("""
				update outgoing_mail m set state = 'FAILED', bounced_at = :now, last_error = :error
				from employee e
				where m.hand_over_id = :id and m.copy = :copy and m.state = 'SENT'
				and e.id = m.employee_id and lower(e.email) = :recipient
				returning m.hand_over_id
				""")
			.param("now", Timestamp.from(now))
			.param("error", "BOUNCED " + bounce.status())
			.param("id", id)
			.param("copy", (ours.group(3) != null) ? Integer.parseInt(ours.group(3)) : 0)
			.param("recipient", bounce.recipient())
			.query(UUID.class)
			.list()
			.forEach((handOver) -> this.events.publishEvent(new MailBounced(handOver)));
	}

}
