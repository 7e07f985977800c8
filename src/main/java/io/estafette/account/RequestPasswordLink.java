package io.estafette.account;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.estafette.platform.Refusal;
import io.estafette.platform.security.Attempts;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Has a link sent to whoever forgot the password of a login. The answer is the same
 * whether the login exists or not.
 */
@Service
public class RequestPasswordLink {

	/** A second request within this time sends no second mail. */
	public static final Duration SHORTEST_INTERVAL = Duration.ofMinutes(5);

	private static final int MOST_FROM_ONE_ADDRESS = 20;

	private static final Duration WAIT = Duration.ofHours(1);

	private final FindOwner findOwner;

	private final JdbcClient jdbc;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	private final Attempts requests;

	RequestPasswordLink(FindOwner findOwner, JdbcClient jdbc, ApplicationEventPublisher events, Clock clock) {
		this.findOwner = findOwner;
		this.jdbc = jdbc;
		this.events = events;
		this.clock = clock;
		this.requests = new Attempts(clock, MOST_FROM_ONE_ADDRESS, WAIT);
	}

	/**
	 * Has the link sent, if there is such a login.
	 * @param from the network address of who asks
	 * @throws Refusal TOO_MANY_REQUESTS when too many come from one address
	 */
	@Transactional
	public void of(String login, String from) {
		if (this.requests.isLocked(from)) {
			throw new Refusal(Refusal.Kind.TOO_MANY, "TOO_MANY_REQUESTS");
		}
		this.requests.count(from);
		this.findOwner.byLogin(login.strip())
			.filter(this::isNotJustAsked)
			.ifPresent((owner) -> this.events.publishEvent(new PasswordLinkRequested(owner)));
	}

	private boolean isNotJustAsked(Owner owner) {
		Instant now = this.clock.instant();
		return this.jdbc.sql("""
				insert into password_request (owner_id, requested_at) values (:owner, :now)
				on conflict (owner_id) do update set requested_at = :now where password_request.requested_at <= :before
				""")
			.param("owner", owner.id())
			.param("now", Timestamp.from(now))
			.param("before", Timestamp.from(now.minus(SHORTEST_INTERVAL)))
			.update() == 1;
	}

}
