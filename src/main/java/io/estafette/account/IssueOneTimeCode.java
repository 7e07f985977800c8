package io.estafette.account;

import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Makes the six digits when their mail is written: nobody else ever sees them. */
@Service
public class IssueOneTimeCode {

	/** How long they are good. */
	public static final Duration VALIDITY = Duration.ofMinutes(10);

	private static final SecureRandom RANDOM = new SecureRandom();

	private final JdbcClient jdbc;

	private final PasswordEncoder passwords;

	private final Clock clock;

	IssueOneTimeCode(JdbcClient jdbc, PasswordEncoder passwords, Clock clock) {
		this.jdbc = jdbc;
		this.passwords = passwords;
		this.clock = clock;
	}

	/** New digits; those of an earlier mail for the same request are good no more. */
	@Transactional
	public String of(UUID code) {
		String digits = "%06d".formatted(RANDOM.nextInt(1_000_000));
		this.jdbc.sql("update one_time_code set code_hash = ?, expires_at = ? where id = ? and used_at is null")
			.param(this.passwords.encode(digits))
			.param(Timestamp.from(this.clock.instant().plus(VALIDITY)))
			.param(code)
			.update();
		return digits;
	}

}
