package io.estafette.notification;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

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
		List<HandOverMail> queued = List.copyOf(mails);
		this.jdbc.sql("""
				insert into outgoing_mail
				  (id, hand_over_id, employee_id, node_id, documents, state, next_attempt_at, queued_at)
				select gen_random_uuid(), m.hand_over, m.employee, m.node, m.documents::jsonb, 'WAITING', :now, :now
				from unnest(:handOvers::uuid[], :employees::uuid[], :nodes::uuid[], :documents::text[])
				  as m (hand_over, employee, node, documents)
				on conflict (hand_over_id, copy) do nothing
				""")
			.param("handOvers", queued.stream().map(HandOverMail::handOver).toArray(UUID[]::new))
			.param("employees", queued.stream().map((mail) -> mail.employee().value()).toArray(UUID[]::new))
			.param("nodes", queued.stream().map((mail) -> mail.node().value()).toArray(UUID[]::new))
			.param("documents",
					queued.stream().map((mail) -> this.mailLines.write(mail.documents())).toArray(String[]::new))
			.param("now", Timestamp.from(this.clock.instant()))
			.update();
		this.sendMails.wakeAfterCommit();
	}

}
