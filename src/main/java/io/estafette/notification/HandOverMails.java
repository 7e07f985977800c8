package io.estafette.notification;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import io.estafette.platform.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The mails of one hand-over: the first one, and those that follow it. One at a time is
 * on its way, and not one right after the other.
 */
@Component
class HandOverMails {

	/** A second click, or a second impatient person, sends nothing within this time. */
	static final Duration SHORTEST_INTERVAL = Duration.ofMinutes(10);

	/**
	 * The last of them.
	 *
	 * @param accepted whether a mail server had taken it, even if it came back since
	 */
	record Latest(UUID id, int copy, boolean accepted) {
	}

	private record Row(UUID id, int copy, String state, @Nullable Instant sentAt) {
	}

	private final JdbcClient jdbc;

	private final Clock clock;

	HandOverMails(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * The last one, if another may follow now; until the caller's transaction ends,
	 * nobody else adds one.
	 * @throws Refusal NO_MAIL_YET, MAIL_WAITING while it is still on its way, or
	 * MAIL_JUST_SENT
	 */
	Latest latest(UUID handOver) {
		// The first row is the lock: of two clicks at once, the second finds the first
		// one's mail.
		this.jdbc.sql("select id from outgoing_mail where hand_over_id = ? and copy = 0 for update")
			.param(handOver)
			.query(UUID.class)
			.optional()
			.orElseThrow(() -> new Refusal(Refusal.Kind.CONFLICT, "NO_MAIL_YET"));
		Row latest = this.jdbc.sql("""
				select id, copy, state, sent_at from outgoing_mail where hand_over_id = ? order by copy desc limit 1
				""").param(handOver).query((row, number) -> {
			@Nullable Timestamp sentAt = row.getTimestamp(4);
			return new Row(row.getObject(1, UUID.class), row.getInt(2), row.getString(3),
					(sentAt != null) ? sentAt.toInstant() : null);
		}).single();
		if ("WAITING".equals(latest.state())) {
			throw new Refusal(Refusal.Kind.CONFLICT, "MAIL_WAITING");
		}
		Instant sentAt = latest.sentAt();
		// What came back can follow itself at once.
		if ("SENT".equals(latest.state()) && sentAt != null
				&& sentAt.plus(SHORTEST_INTERVAL).isAfter(this.clock.instant())) {
			throw new Refusal(Refusal.Kind.CONFLICT, "MAIL_JUST_SENT", SHORTEST_INTERVAL.toMinutes());
		}
		return new Latest(latest.id(), latest.copy(), sentAt != null);
	}

	/**
	 * Adds one with a Message-ID of its own (D2).
	 * @param lines its documents as JSON; null for those of the first one
	 */
	void add(UUID handOver, int copy, boolean reminder, @Nullable String lines) {
		this.jdbc.sql("""
				insert into outgoing_mail
				  (id, hand_over_id, copy, reminder, employee_id, node_id, documents, state, next_attempt_at, queued_at)
				select gen_random_uuid(), hand_over_id, :copy, :reminder, employee_id, node_id,
				  coalesce(:lines::jsonb, documents), 'WAITING', :now, :now
				from outgoing_mail where hand_over_id = :handOver and copy = 0
				""")
			.param("copy", copy)
			.param("reminder", reminder)
			.param("lines", lines)
			.param("now", Timestamp.from(this.clock.instant()))
			.param("handOver", handOver)
			.update();
	}

}
