package io.estafette.directory;

import io.estafette.platform.Refusal;
import io.estafette.platform.security.EndSessions;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gives a vault account another password and signs its owner out everywhere, whoever
 * asks: check who it is first.
 */
@Service
public class ChangeAccountPassword {

	private final PasswordEncoder passwords;

	private final EndSessions endSessions;

	private final JdbcClient jdbc;

	ChangeAccountPassword(PasswordEncoder passwords, EndSessions endSessions, JdbcClient jdbc) {
		this.passwords = passwords;
		this.endSessions = endSessions;
		this.jdbc = jdbc;
	}

	/**
	 * From now on this password opens the vault.
	 * @throws Refusal NOT_FOUND when there is no such account
	 */
	@Transactional
	public void of(AccountId account, String password) {
		String login = this.jdbc.sql("update vault_account set password = ? where id = ? returning login")
			.param(this.passwords.encode(password))
			.param(account.value())
			.query(String.class)
			.optional()
			.orElseThrow(Refusal::notFound);
		this.endSessions.of(login);
	}

}
