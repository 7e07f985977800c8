package io.estafette.notification;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import io.estafette.directory.EmployeeId;
import io.estafette.organization.NodeId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The table of outgoing mails. What is recorded about a failure is codes, never what a
 * mail server said: that may hold an address.
 */
@Component
class Outbox {

	private final JdbcClient jdbc;

	private final MailLines mailLines;

	private final Clock clock;

	Outbox(JdbcClient jdbc, MailLines mailLines, Clock clock) {
		this.jdbc = jdbc;
		this.mailLines = mailLines;
		this.clock = clock;
	}

	/**
	 * The next due mail, which nobody else can claim until the caller's transaction ends.
	 */
	Optional<OutgoingMail> claimNext() {
		return this.jdbc
			.sql("""
					select id, kind, owner_id, subject_id, hand_over_id, copy, reminder, employee_id, node_id, documents, more,
					  attempts, queued_at
					from outgoing_mail
					where state = 'WAITING' and next_attempt_at <= :now
					order by next_attempt_at limit 1 for update skip locked
					""")
			.param("now", Timestamp.from(this.clock.instant()))
			.query(this::map)
			.optional();
	}

	void recordSent(OutgoingMail mail, Instant at) {
		this.jdbc.sql("update outgoing_mail set state = 'SENT', sent_at = :at, last_error = null where id = :id")
			.param("at", Timestamp.from(at))
			.param("id", mail.id())
			.update();
	}

	/**
	 * Unless somebody else has sent or postponed it since it was claimed: between a
	 * failed attempt and its record, the mail can be claimed again.
	 */
	void postpone(OutgoingMail mail, Instant nextAttempt, String error) {
		this.jdbc.sql("""
				update outgoing_mail set attempts = attempts + 1, next_attempt_at = :next, last_error = :error
				where id = :id and state = 'WAITING' and attempts = :attempts
				""")
			.param("next", Timestamp.from(nextAttempt))
			.param("error", error)
			.param("id", mail.id())
			.param("attempts", mail.attempts())
			.update();
	}

	/**
	 * Unless another copy has sent it meanwhile.
	 * @return whether the mail is given up now
	 */
	boolean giveUp(OutgoingMail mail, String error) {
		return this.jdbc.sql("""
				update outgoing_mail set state = 'FAILED', attempts = attempts + 1, last_error = :error
				where id = :id and state = 'WAITING'
				""").param("error", error).param("id", mail.id()).update() == 1;
	}

	long countWaiting() {
		return this.jdbc.sql("select count(*) from outgoing_mail where state = 'WAITING'").query(Long.class).single();
	}

	private OutgoingMail map(ResultSet row, int number) throws SQLException {
		MailContent content = switch (row.getString("kind")) {
			case "HAND_OVER" -> new HandOverMail(row.getObject("hand_over_id", UUID.class),
					new EmployeeId(row.getObject("employee_id", UUID.class)),
					new NodeId(row.getObject("node_id", UUID.class)), this.mailLines.read(row.getString("documents")));
			case "NEWS" -> new NewsMail(row.getObject("owner_id", UUID.class),
					this.mailLines.readNews(row.getString("documents")), row.getInt("more"));
			case String kind -> new AccountMail(AccountMail.Kind.valueOf(kind), row.getObject("owner_id", UUID.class),
					row.getObject("subject_id", UUID.class), about(row.getString("documents")));
		};
		return new OutgoingMail(row.getObject("id", UUID.class), content, row.getInt("copy"),
				row.getBoolean("reminder"), row.getInt("attempts"), row.getTimestamp("queued_at").toInstant());
	}

	private String about(@Nullable String documents) {
		return (documents != null) ? this.mailLines.read(documents).getFirst().name() : "";
	}

}
