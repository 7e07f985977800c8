package io.estafette.notification;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import io.estafette.platform.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sends the mail of a hand-over once more because somebody asks for it, whoever: check
 * rights first. A mail that the mail server had refused goes under its own Message-ID;
 * one that it had accepted goes as a copy, with a Message-ID of its own (D2).
 */
@Service
public class RepeatMail {

	/** A second click, or a second impatient person, sends nothing within this time. */
	public static final Duration SHORTEST_INTERVAL = Duration.ofMinutes(10);

	private record Latest(UUID id, int copy, String state, @Nullable Instant sentAt) {
	}

	private final JdbcClient jdbc;

	private final Clock clock;

	private final SendMails sendMails;

	RepeatMail(JdbcClient jdbc, Clock clock, SendMails sendMails) {
		this.jdbc = jdbc;
		this.clock = clock;
		this.sendMails = sendMails;
	}

	/**
	 * Puts the mail into the outbox again; it leaves once the transaction is committed.
	 * @throws Refusal NO_MAIL_YET, MAIL_WAITING while it is still on its way, or
	 * MAIL_JUST_SENT
	 */
	@Transactional(noRollbackFor = Refusal.class)
	public void of(UUID handOver) {
		// The first row is the lock: of two clicks at once, the second finds the first
		// one's mail.
		this.jdbc.sql("select id from outgoing_mail where hand_over_id = ? and copy = 0 for update")
			.param(handOver)
			.query(UUID.class)
			.optional()
			.orElseThrow(() -> new Refusal(Refusal.Kind.CONFLICT, "NO_MAIL_YET"));
		Latest latest = this.jdbc.sql("""
				select id, copy, state, sent_at from outgoing_mail where hand_over_id = ? order by copy desc limit 1
				""").param(handOver).query((row, number) -> {
			@Nullable Timestamp sentAt = row.getTimestamp(4);
			return new Latest(row.getObject(1, UUID.class), row.getInt(2), row.getString(3),
					(sentAt != null) ? sentAt.toInstant() : null);
		}).single();
		Instant now = this.clock.instant();
		switch (latest.state()) {
			case "WAITING" -> throw new Refusal(Refusal.Kind.CONFLICT, "MAIL_WAITING");
			case "FAILED" -> {
				if (latest.sentAt() != null) {
					// It had been accepted, and came back.
					copy(latest, now);
				}
				else {
					this.jdbc.sql("""
							update outgoing_mail set state = 'WAITING', attempts = 0, next_attempt_at = :now,
							  queued_at = :now, last_error = null
							where id = :id
							""").param("now", Timestamp.from(now)).param("id", latest.id()).update();
				}
			}
			default -> {
				Instant sentAt = latest.sentAt();
				if (sentAt != null && sentAt.plus(SHORTEST_INTERVAL).isAfter(now)) {
					throw new Refusal(Refusal.Kind.CONFLICT, "MAIL_JUST_SENT", SHORTEST_INTERVAL.toMinutes());
				}
				copy(latest, now);
			}
		}
		this.sendMails.wakeAfterCommit();
	}

	private void copy(Latest latest, Instant now) {
		this.jdbc.sql("""
				insert into outgoing_mail
				  (id, hand_over_id, copy, employee_id, node_id, documents, state, next_attempt_at, queued_at)
				select gen_random_uuid(), hand_over_id, copy + 1, employee_id, node_id, documents, 'WAITING', :now, :now
				from outgoing_mail where id = :id
				""").param("now", Timestamp.from(now)).param("id", latest.id()).update();
	}

}
