package io.estafette.directory;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.UUID;

import io.estafette.platform.Refusal;
import io.estafette.platform.security.PasswordRule;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Creates the vault account of an invited employee (F4, D2). Who already has one joins it
 * instead: {@link JoinAccount}.
 */
@Service
public class CreateAccount {

	private final JdbcClient jdbc;

	private final UseInvitation useInvitation;

	private final PasswordEncoder passwords;

	private final Clock clock;

	CreateAccount(JdbcClient jdbc, UseInvitation useInvitation, PasswordEncoder passwords, Clock clock) {
		this.jdbc = jdbc;
		this.useInvitation = useInvitation;
		this.passwords = passwords;
		this.clock = clock;
	}

	/**
	 * Creates the account, under the mail address that the invitation went to, and uses
	 * the invitation up.
	 * @throws Refusal LINK_NOT_USABLE, ACCOUNT_EXISTS under this address, or what
	 * {@link PasswordRule} says
	 */
	@Transactional
	public void with(String token, String password) {
		Employee employee = this.useInvitation.check(token);
		PasswordRule.check(password);
		AccountId account = new AccountId(UUID.randomUUID());
		int created = this.jdbc.sql("""
				insert into vault_account (id, login, password, language, created_at) values (?, lower(?), ?, ?, ?)
				on conflict (login) do nothing
				""")
			.param(account.value())
			.param(employee.email())
			.param(this.passwords.encode(password))
			.param(employee.language().getLanguage())
			.param(Timestamp.from(this.clock.instant()))
			.update();
		if (created == 0) {
			throw new Refusal(Refusal.Kind.CONFLICT, "ACCOUNT_EXISTS");
		}
		this.useInvitation.into(token, employee, account);
	}

}
