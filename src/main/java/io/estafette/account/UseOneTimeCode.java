package io.estafette.account;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

import io.estafette.platform.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes the digits that somebody typed, once (D4). */
@Service
public class UseOneTimeCode {

	private static final int MOST_TRIES = 5;

	private record Kept(@Nullable String hash, @Nullable Instant expiresAt, int tries, boolean used) {
	}

	private final JdbcClient jdbc;

	private final PasswordEncoder passwords;

	private final Clock clock;

	UseOneTimeCode(JdbcClient jdbc, PasswordEncoder passwords, Clock clock) {
		this.jdbc = jdbc;
		this.passwords = passwords;
		this.clock = clock;
	}

	/**
	 * Uses it up, in the transaction of what it is good for: a crash undoes both or
	 * neither. A wrong try counts although it is refused: who calls must not roll back
	 * for a refusal.
	 * @throws Refusal CODE_WRONG with the number of tries left, CODE_EXPIRED, or
	 * CODE_USED_UP after the last try or a first use
	 */
	@Transactional(propagation = Propagation.MANDATORY, noRollbackFor = Refusal.class)
	public void of(UUID code, UUID owner, String digits) {
		Kept kept = this.jdbc.sql(
				"select code_hash, expires_at, tries, used_at from one_time_code where id = ? and owner_id = ? for update")
			.param(code)
			.param(owner)
			.query((row, number) -> {
				Timestamp expiresAt = row.getTimestamp(2);
				return new Kept(row.getString(1), (expiresAt != null) ? expiresAt.toInstant() : null, row.getInt(3),
						row.getTimestamp(4) != null);
			})
			.optional()
			.orElseThrow(Refusal::notFound);
		Instant now = this.clock.instant();
		if (kept.used() || kept.tries() >= MOST_TRIES) {
			throw new Refusal(Refusal.Kind.CONFLICT, "CODE_USED_UP");
		}
		if (kept.expiresAt() != null && !kept.expiresAt().isAfter(now)) {
			throw new Refusal(Refusal.Kind.CONFLICT, "CODE_EXPIRED");
		}
		this.jdbc.sql("update one_time_code set tries = tries + 1 where id = ?").param(code).update();
		if (kept.hash() == null || !this.passwords.matches(digits.replaceAll("\\s", ""), kept.hash())) {
			int left = MOST_TRIES - kept.tries() - 1;
			throw (left > 0) ? new Refusal(Refusal.Kind.INVALID, "CODE_WRONG", left)
					: new Refusal(Refusal.Kind.CONFLICT, "CODE_USED_UP");
		}
		this.jdbc.sql("update one_time_code set used_at = ? where id = ?")
			.param(Timestamp.from(now))
			.param(code)
			.update();
	}

}
