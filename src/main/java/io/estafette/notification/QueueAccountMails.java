package io.estafette.notification;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.UUID;

import io.estafette.account.PasswordChanged;
import io.estafette.account.PasswordLinkRequested;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Puts the mails about passwords into the outbox, in the transaction of what they tell.
 */
@Component
class QueueAccountMails {

	private final JdbcClient jdbc;

	private final Clock clock;

	private final SendMails sendMails;

	QueueAccountMails(JdbcClient jdbc, Clock clock, SendMails sendMails) {
		this.jdbc = jdbc;
		this.clock = clock;
		this.sendMails = sendMails;
	}

	@EventListener
	void on(PasswordLinkRequested request) {
		queue(AccountMail.Kind.PASSWORD_LINK, request.owner().id());
	}

	@EventListener
	void on(PasswordChanged change) {
		queue(AccountMail.Kind.PASSWORD_CHANGED, change.owner().id());
	}

	private void queue(AccountMail.Kind kind, UUID owner) {
		this.jdbc.sql("""
				insert into outgoing_mail (id, kind, owner_id, state, next_attempt_at, queued_at)
				values (gen_random_uuid(), :kind, :owner, 'WAITING', :now, :now)
				""")
			.param("kind", kind.name())
			.param("owner", owner)
			.param("now", Timestamp.from(this.clock.instant()))
			.update();
		this.sendMails.wakeAfterCommit();
	}

}
