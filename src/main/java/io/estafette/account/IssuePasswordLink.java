package io.estafette.account;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.estafette.platform.security.Tokens;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Makes the single-use secret of a link with which a new password is chosen. */
@Service
public class IssuePasswordLink {

	/** How long the link works. */
	public static final Duration VALIDITY = Duration.ofHours(1);

	private final JdbcClient jdbc;

	private final Clock clock;

	IssuePasswordLink(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * A new secret, URL-safe. Only its hash is kept: it cannot be shown again.
	 */
	@Transactional
	public String to(Owner owner) {
		String token = Tokens.random();
		Instant now = this.clock.instant();
		this.jdbc.sql("insert into password_link (token_hash, owner_id, created_at, expires_at) values (?, ?, ?, ?)")
			.param(Tokens.hash(token))
			.param(owner.id())
			.param(Timestamp.from(now))
			.param(Timestamp.from(now.plus(VALIDITY)))
			.update();
		return token;
	}

}
