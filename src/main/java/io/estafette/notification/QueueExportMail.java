package io.estafette.notification;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

import io.estafette.account.FindOwner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Puts the mail about an export into the outbox (C15). */
@Service
public class QueueExportMail {

	private final JdbcClient jdbc;

	private final MailLines mailLines;

	private final FindOwner findOwner;

	private final Clock clock;

	private final SendMails sendMails;

	QueueExportMail(JdbcClient jdbc, MailLines mailLines, FindOwner findOwner, Clock clock, SendMails sendMails) {
		this.jdbc = jdbc;
		this.mailLines = mailLines;
		this.findOwner = findOwner;
		this.clock = clock;
		this.sendMails = sendMails;
	}

	/**
	 * Queues it for an HR user; systems, which have no address, ask by themselves.
	 * @param ready whether there is a file
	 * @param about what the file holds and until when, or why there is none
	 */
	@Transactional
	public void to(UUID user, UUID export, boolean ready, String about) {
		if (this.findOwner.byId(user).isEmpty()) {
			return;
		}
		this.jdbc.sql("""
				insert into outgoing_mail (id, kind, owner_id, subject_id, documents, state, next_attempt_at, queued_at)
				values (gen_random_uuid(), :kind, :user, :export, :about::jsonb, 'WAITING', :now, :now)
				""")
			.param("kind", (ready ? AccountMail.Kind.EXPORT_READY : AccountMail.Kind.EXPORT_FAILED).name())
			.param("user", user)
			.param("export", export)
			.param("about", this.mailLines.write(List.of(new HandOverMail.Line(about, false))))
			.param("now", Timestamp.from(this.clock.instant()))
			.update();
		this.sendMails.wakeAfterCommit();
	}

}
