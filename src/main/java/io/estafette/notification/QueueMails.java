package io.estafette.notification;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Puts mails into the outbox, one per hand-over whatever is repeated (D2). */
@Service
public class QueueMails {

	private final JdbcClient jdbc;

	private final MailLines mailLines;

	private final Clock clock;

	private final SendMails sendMails;

	QueueMails(JdbcClient jdbc, MailLines mailLines, Clock clock, SendMails sendMails) {
		this.jdbc = jdbc;
		this.mailLines = mailLines;
		this.clock = clock;
		this.sendMails = sendMails;
	}

	/**
	 * Queues those that are not queued or sent yet; they leave once the transaction is
	 * committed.
	 */
	@Transactional
	public void of(Collection<HandOverMail> mails) {
		Timestamp now = Timestamp.from(this.clock.instant());
		for (HandOverMail mail : mails) {
			this.jdbc.sql("""
					insert into outgoing_mail
					  (id, hand_over_id, employee_id, node_id, documents, state, next_attempt_at, queued_at)
					values (gen_random_uuid(), :handOver, :employee, :node, :documents::jsonb, 'WAITING', :now, :now)
					on conflict (hand_over_id, copy) do nothing
					""")
				.param("handOver", mail.handOver())
				.param("employee", mail.employee().value())
				.param("node", mail.node().value())
				.param("documents", this.mailLines.write(mail.documents()))
				.param("now", now)
				.update();
		}
		this.sendMails.wakeAfterCommit();
	}

}
