package io.estafette.notification;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.UUID;

import io.estafette.account.FindOwner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Puts the mail with the link of an export into the outbox (C15). */
@Service
public class QueueExportMail {

	private final JdbcClient jdbc;

	private final FindOwner findOwner;

	private final Clock clock;

	private final SendMails sendMails;

	QueueExportMail(JdbcClient jdbc, FindOwner findOwner, Clock clock, SendMails sendMails) {
		this.jdbc = jdbc;
		this.findOwner = findOwner;
		this.clock = clock;
		this.sendMails = sendMails;
	}

	/** Queues it for an HR user; systems, which have no address, ask by themselves. */
	@Transactional
	public void to(UUID user, UUID export) {
		if (this.findOwner.byId(user).isEmpty()) {
			return;
		}
		this.jdbc.sql("""
				insert into outgoing_mail (id, kind, owner_id, subject_id, state, next_attempt_at, queued_at)
				values (gen_random_uuid(), 'EXPORT_READY', :user, :export, 'WAITING', :now, :now)
				""")
			.param("user", user)
			.param("export", export)
			.param("now", Timestamp.from(this.clock.instant()))
			.update();
		this.sendMails.wakeAfterCommit();
	}

}
