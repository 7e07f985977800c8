package io.estafette.account;

import java.sql.Timestamp;
import java.time.Clock;

import io.estafette.directory.AccountId;
import io.estafette.directory.ChangeAccountPassword;
import io.estafette.organization.ActorId;
import io.estafette.organization.ChangePassword;
import io.estafette.platform.security.PasswordRule;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Somebody's password is another one: they are signed out everywhere and told by mail,
 * and every link they had is used up.
 */
@Component
class SetPassword {

	private final ChangeAccountPassword ofAccount;

	private final ChangePassword ofUser;

	private final JdbcClient jdbc;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	SetPassword(ChangeAccountPassword ofAccount, ChangePassword ofUser, JdbcClient jdbc,
			ApplicationEventPublisher events, Clock clock) {
		this.ofAccount = ofAccount;
		this.ofUser = ofUser;
		this.jdbc = jdbc;
		this.events = events;
		this.clock = clock;
	}

	void of(Owner owner, String password) {
		PasswordRule.check(password);
		switch (owner.kind()) {
			case EMPLOYEE -> this.ofAccount.of(new AccountId(owner.id()), password);
			case HR_USER -> this.ofUser.of(new ActorId(owner.id()), password);
		}
		this.jdbc.sql("update password_link set used_at = ? where owner_id = ? and used_at is null")
			.param(Timestamp.from(this.clock.instant()))
			.param(owner.id())
			.update();
		this.events.publishEvent(new PasswordChanged(owner));
	}

}
