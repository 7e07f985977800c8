package io.estafette.notification;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.UUID;

import io.estafette.platform.Refusal;
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

	private final HandOverMails mails;

	private final JdbcClient jdbc;

	private final Clock clock;

	private final SendMails sendMails;

	RepeatMail(HandOverMails mails, JdbcClient jdbc, Clock clock, SendMails sendMails) {
		this.mails = mails;
		this.jdbc = jdbc;
		this.clock = clock;
		this.sendMails = sendMails;
	}

	/**
	 * Puts the mail into the outbox again; it leaves once the transaction is committed.
	 * @throws Refusal NO_MAIL_YET, MAIL_WAITING while it is still on its way, or
	 * MAIL_JUST_SENT
	 */
	@Transactional
	public void of(UUID handOver) {
		HandOverMails.Latest latest = this.mails.latest(handOver);
		if (latest.accepted()) {
			this.mails.add(handOver, latest.copy() + 1, false, null);
		}
		else {
			// What was refused may have been a reminder: what goes now is the first mail.
			this.jdbc
				.sql("""
						update outgoing_mail m set state = 'WAITING', attempts = 0, next_attempt_at = :now, queued_at = :now,
						  last_error = null, reminder = false, documents = first.documents
						from outgoing_mail first
						where m.id = :id and first.hand_over_id = m.hand_over_id and first.copy = 0
						""")
				.param("now", Timestamp.from(this.clock.instant()))
				.param("id", latest.id())
				.update();
		}
		this.sendMails.wakeAfterCommit();
	}

}
