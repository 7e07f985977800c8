package io.estafette.platform.security;

import java.time.Clock;
import java.time.Duration;
import java.util.Locale;

import org.springframework.security.authentication.AuthenticationEventPublisher;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/**
 * Slows guessing down: after ten wrong passwords for a login from one address, that pair
 * waits a quarter of an hour.
 */
@Component
class LoginAttempts {

	private static final int MOST_FAILURES = 10;

	private static final Duration WAIT = Duration.ofMinutes(15);

	private final Attempts failures;

	private final AuthenticationEventPublisher events;

	LoginAttempts(Clock clock, AuthenticationEventPublisher events) {
		this.events = events;
		this.failures = new Attempts(clock, MOST_FAILURES, WAIT);
	}

	AuthenticationManager limit(AuthenticationManager manager) {
		return (authentication) -> {
			String pair = pair(authentication);
			if (this.failures.isLocked(pair)) {
				throw new LockedException("Too many attempts");
			}
			try {
				Authentication result = manager.authenticate(authentication);
				this.failures.forget(pair);
				return result;
			}
			catch (AuthenticationException ex) {
				this.failures.count(pair);
				this.events.publishAuthenticationFailure(ex, authentication);
				if (this.failures.isLocked(pair)) {
					this.events.publishAuthenticationFailure(new LockedException("Too many attempts"), authentication);
				}
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

}
