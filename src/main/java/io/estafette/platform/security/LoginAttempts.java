package io.estafette.platform.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/**
 * Slows guessing down: after ten wrong passwords for a login from one address, that pair
 * waits a quarter of an hour. Kept in memory, for at most ten thousand pairs: each copy
 * of the application counts for itself.
 */
@Component
class LoginAttempts {

	private static final int MOST_FAILURES = 10;

	private static final int MOST_PAIRS = 10_000;

	private static final Duration WAIT = Duration.ofMinutes(15);

	private record Failures(int count, Instant last) {
	}

	private final Map<String, Failures> failures = new LinkedHashMap<>(16, 0.75f, true) {
		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
			return size() > MOST_PAIRS;
		}
	};

	private final Clock clock;

	LoginAttempts(Clock clock) {
		this.clock = clock;
	}

	AuthenticationManager limit(AuthenticationManager manager) {
		return (authentication) -> {
			String pair = pair(authentication);
			if (isLocked(pair)) {
				throw new LockedException("Too many attempts");
			}
			try {
				Authentication result = manager.authenticate(authentication);
				forget(pair);
				return result;
			}
			catch (AuthenticationException ex) {
				count(pair);
				throw ex;
			}
		};
	}

	private static String pair(Authentication authentication) {
		String address = (authentication.getDetails() instanceof WebAuthenticationDetails details)
				? details.getRemoteAddress() : "";
		String login = authentication.getName().toLowerCase(Locale.ROOT);
		return login.substring(0, Math.min(login.length(), 100)) + " " + address;
	}

	private synchronized boolean isLocked(String pair) {
		Failures known = this.failures.get(pair);
		return known != null && known.count() >= MOST_FAILURES && known.last().plus(WAIT).isAfter(this.clock.instant());
	}

	private synchronized void count(String pair) {
		Failures known = this.failures.get(pair);
		Instant now = this.clock.instant();
		boolean recent = known != null && known.last().plus(WAIT).isAfter(now);
		this.failures.put(pair, new Failures((recent && known != null) ? known.count() + 1 : 1, now));
	}

	private synchronized void forget(String pair) {
		this.failures.remove(pair);
	}

}
