package io.estafette.directory;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.estafette.platform.security.Tokens;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes the single-use secret of a link with which an employee creates a vault account
 * (D2, F4).
 */
@Service
public class IssueInvitation {

	/** How long the link works. */
	public static final Duration VALIDITY = Duration.ofDays(30);

	private final JdbcClient jdbc;

	private final Clock clock;

	IssueInvitation(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * A new secret, URL-safe, for this employee. Only its hash is kept: it cannot be
	 * shown again. Earlier links stay usable until they expire, because a mail may arrive
	 * late.
	 */
	@Transactional
	public String to(EmployeeId employee) {
		String token = Tokens.random();
		Instant now = this.clock.instant();
		this.jdbc.sql("insert into invitation (token_hash, employee_id, created_at, expires_at) values (?, ?, ?, ?)")
			.param(Tokens.hash(token))
			.param(employee.value())
			.param(Timestamp.from(now))
			.param(Timestamp.from(now.plus(VALIDITY)))
			.update();
		return token;
	}

}
