package io.estafette.directory;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Creates the vault account of an invited employee (F4, D2). Who already has an account
 * under the same mail address must prove it with that account's password; the new
 * employment then joins the same vault.
 */
@Service
public class CreateAccount {

	/** Shortest password, in characters. */
	public static final int SHORTEST_PASSWORD = 12;

	/** Longest password, in bytes: what BCrypt can use. */
	public static final int LONGEST_PASSWORD = 72;

	/** How an attempt ended. */
	public enum Outcome {

		CREATED, JOINED, LINK_NOT_USABLE, PASSWORD_TOO_SHORT, PASSWORD_TOO_LONG, WRONG_PASSWORD

	}

	private final JdbcClient jdbc;

	private final FindInvitation findInvitation;

	private final FindAccount findAccount;

	private final PasswordEncoder passwords;

	private final Clock clock;

	CreateAccount(JdbcClient jdbc, FindInvitation findInvitation, FindAccount findAccount, PasswordEncoder passwords,
			Clock clock) {
		this.jdbc = jdbc;
		this.findInvitation = findInvitation;
		this.findAccount = findAccount;
		this.passwords = passwords;
		this.clock = clock;
	}

	/** Uses the token up when, and only when, the account was created or joined. */
	@Transactional
	public Outcome with(String token, String password) {
		Employee employee = this.findInvitation.byToken(token).orElse(null);
		if (employee == null || employee.hasAccount()) {
			return Outcome.LINK_NOT_USABLE;
		}
		VaultAccount existing = this.findAccount.byLogin(employee.email()).orElse(null);
		if (existing != null) {
			if (!this.passwords.matches(password, existing.passwordHash())) {
				return Outcome.WRONG_PASSWORD;
			}
			return useUp(token, employee, existing.id().value(), Outcome.JOINED);
		}
		if (password.codePointCount(0, password.length()) < SHORTEST_PASSWORD) {
			return Outcome.PASSWORD_TOO_SHORT;
		}
		if (password.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > LONGEST_PASSWORD) {
			return Outcome.PASSWORD_TOO_LONG;
		}
		UUID account = UUID.randomUUID();
		int created = this.jdbc.sql("""
				insert into vault_account (id, login, password, language, created_at) values (?, lower(?), ?, ?, ?)
				on conflict (login) do nothing
				""")
			.param(account)
			.param(employee.email())
			.param(this.passwords.encode(password))
			.param(employee.language().getLanguage())
			.param(Timestamp.from(this.clock.instant()))
			.update();
		return (created == 1) ? useUp(token, employee, account, Outcome.CREATED) : Outcome.LINK_NOT_USABLE;
	}

	private Outcome useUp(String token, Employee employee, UUID account, Outcome outcome) {
		Instant now = this.clock.instant();
		int used = this.jdbc.sql("update invitation set used_at = ? where token_hash = ? and used_at is null")
			.param(Timestamp.from(now))
			.param(Tokens.hash(token))
			.update();
		if (used == 0) {
			throw new IllegalStateException("The invitation was used at the same moment");
		}
		this.jdbc.sql("update employee set account_id = ? where id = ?")
			.param(account)
			.param(employee.id().value())
			.update();
		return outcome;
	}

}
