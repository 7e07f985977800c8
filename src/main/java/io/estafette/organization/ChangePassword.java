package io.estafette.organization;

import io.estafette.platform.Refusal;
import io.estafette.platform.security.EndSessions;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gives an HR user another password and signs them out everywhere, whoever asks: check
 * who it is first.
 */
@Service
public class ChangePassword {

	private final PasswordEncoder passwords;

	private final EndSessions endSessions;

	private final JdbcClient jdbc;

	ChangePassword(PasswordEncoder passwords, EndSessions endSessions, JdbcClient jdbc) {
		this.passwords = passwords;
		this.endSessions = endSessions;
		this.jdbc = jdbc;
	}

	/**
	 * From now on this password is theirs.
	 * @throws Refusal NOT_FOUND for who is no active HR user
	 */
	@Transactional
	public void of(ActorId user, String password) {
		String login = this.jdbc
			.sql("update actor set password = ? where id = ? and kind = 'HR_USER' and active returning login")
			.param(this.passwords.encode(password))
			.param(user.value())
			.query(String.class)
			.optional()
			.orElseThrow(Refusal::notFound);
		this.endSessions.of(login);
	}

}
