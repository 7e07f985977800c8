package io.estafette.account;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

import io.estafette.platform.security.Tokens;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Whose password a link lets one choose. */
@Service
public class FindPasswordLink {

	private final JdbcClient jdbc;

	private final FindOwner findOwner;

	private final Clock clock;

	FindPasswordLink(JdbcClient jdbc, FindOwner findOwner, Clock clock) {
		this.jdbc = jdbc;
		this.findOwner = findOwner;
		this.clock = clock;
	}

	/** Empty when the link is unknown, used or expired. */
	public Optional<Owner> byToken(String token) {
		return this.jdbc
			.sql("select owner_id from password_link where token_hash = ? and used_at is null and expires_at > ?")
			.param(Tokens.hash(token))
			.param(Timestamp.from(this.clock.instant()))
			.query(UUID.class)
			.optional()
			.flatMap(this.findOwner::byId);
	}

}
