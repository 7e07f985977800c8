package io.estafette.account;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import io.estafette.platform.Refusal;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Has a code sent to somebody who is signed in, good for one act (D4). */
@Service
public class RequestOneTimeCode {

	private static final int MOST = 5;

	private static final Duration WITHIN = Duration.ofHours(1);

	private final JdbcClient jdbc;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	RequestOneTimeCode(JdbcClient jdbc, ApplicationEventPublisher events, Clock clock) {
		this.jdbc = jdbc;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Has it sent to the owner's address.
	 * @param owner the id of the vault account
	 * @return what the code is asked for with; no secret
	 * @throws Refusal TOO_MANY_CODES after five within an hour
	 */
	@Transactional
	public UUID to(UUID owner) {
		Instant now = this.clock.instant();
		this.jdbc.sql("select 1 from pg_advisory_xact_lock(hashtextextended(?, 1))")
			.param(owner.toString())
			.query(Integer.class)
			.single();
		int recent = this.jdbc.sql("select count(*) from one_time_code where owner_id = ? and requested_at > ?")
			.param(owner)
			.param(Timestamp.from(now.minus(WITHIN)))
			.query(Integer.class)
			.single();
		if (recent >= MOST) {
			throw new Refusal(Refusal.Kind.TOO_MANY, "TOO_MANY_CODES");
		}
		UUID code = UUID.randomUUID();
		this.jdbc.sql("insert into one_time_code (id, owner_id, requested_at) values (?, ?, ?)")
			.param(code)
			.param(owner)
			.param(Timestamp.from(now))
			.update();
		this.events.publishEvent(new OneTimeCodeRequested(owner, code));
		return code;
	}

}
