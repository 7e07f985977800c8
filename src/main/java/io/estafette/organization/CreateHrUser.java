package io.estafette.organization;

import java.util.UUID;

import io.estafette.platform.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Adds an HR user, without any right yet (O4). */
@Service
public class CreateHrUser {

	/**
	 * The new user.
	 *
	 * @param password the first password, which is nowhere else
	 */
	public record Created(ActorId id, String password) {

		/** Without the password. */
		@Override
		public String toString() {
			return this.id.toString();
		}

	}

	private final AdminAccess access;

	private final PasswordEncoder passwords;

	private final JdbcClient jdbc;

	CreateHrUser(AdminAccess access, PasswordEncoder passwords, JdbcClient jdbc) {
		this.access = access;
		this.passwords = passwords;
		this.jdbc = jdbc;
	}

	/**
	 * Creates the user with a random password.
	 * @param login 2 to 60 lower-case letters, digits, dots, hyphens and underscores
	 * @throws Refusal NOT_FOUND, ADMIN_LOGIN_INVALID, ADMIN_NAME_INVALID,
	 * ADMIN_MAIL_INVALID or ADMIN_LOGIN_TAKEN
	 */
	@Transactional
	public Created of(ActorId admin, String login, String name, String email) {
		this.access.require(admin);
		UUID id = UUID.randomUUID();
		String password = Secrets.password();
		int created = this.jdbc.sql("""
				insert into actor (id, kind, login, name, email, password) values (?, 'HR_USER', ?, ?, ?, ?)
				on conflict (login) do nothing
				""")
			.param(id)
			.param(AdminTexts.login(login))
			.param(AdminTexts.name(name))
			.param(AdminTexts.mail(email))
			.param(this.passwords.encode(password))
			.update();
		if (created == 0) {
			throw new Refusal(Refusal.Kind.CONFLICT, "ADMIN_LOGIN_TAKEN");
		}
		return new Created(new ActorId(id), password);
	}

}
