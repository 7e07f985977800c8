package io.estafette.notification;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.UUID;

import io.estafette.account.OneTimeCodeRequested;
import io.estafette.account.PasswordChanged;
import io.estafette.account.PasswordLinkRequested;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Puts the mails about passwords, and those with codes, into the outbox, in the
 * transaction of what they tell.
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
		queue(AccountMail.Kind.PASSWORD_LINK, request.owner().id(), null);
	}

	@EventListener
	void on(PasswordChanged change) {
		queue(AccountMail.Kind.PASSWORD_CHANGED, change.owner().id(), null);
	}

	@EventListener
	void on(OneTimeCodeRequested request) {
		queue(AccountMail.Kind.ONE_TIME_CODE, request.owner(), request.code());
	}

	private void queue(AccountMail.Kind kind, UUID owner, @Nullable UUID subject) {
		this.jdbc.sql("""
				insert into outgoing_mail (id, kind, owner_id, subject_id, state, next_attempt_at, queued_at)
				values (gen_random_uuid(), :kind, :owner, :subject, 'WAITING', :now, :now)
				""")
			.param("kind", kind.name())
			.param("owner", owner)
			.param("subject", subject)
			.param("now", Timestamp.from(this.clock.instant()))
			.update();
		this.sendMails.wakeAfterCommit();
	}

}
