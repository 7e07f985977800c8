package io.estafette.platform.security;

import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.springframework.security.authentication.AuthenticationEventPublisher;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/**
 * Slows guessing down, in two ways. After ten wrong passwords for a login from one
 * address, that pair waits a quarter of an hour. After thirty tries for a login from
 * whatever addresses, those from which nobody has signed in to it yet get one try a
 * minute: who guesses from a thousand addresses has 1,440 tries a day. It is a delay and
 * no lock, which anybody could shut anybody out with: who is known from an address is not
 * slowed down there, and who is not waits a minute at most before the next try.
 */
@Component
class LoginAttempts {

	private static final int MOST_FROM_ONE_ADDRESS = 10;

	private static final Duration WAIT_OF_ADDRESS = Duration.ofMinutes(15);

	private static final int MOST_OF_LOGIN = 30;

	private static final Duration WAIT_OF_LOGIN = Duration.ofMinutes(1);

	private static final Duration MEMORY_OF_LOGIN = Duration.ofHours(1);

	private static final int MOST_KNOWN = 10_000;

	private record Attempt(String login, String address) {

		String pair() {
			return this.login + " " + this.address;
		}

	}

	private final Attempts ofPair;

	private final Attempts ofLogin;

	/** From where people have signed in, the latest ten thousand. */
	private final Set<String> known = Collections
		.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>(16, 0.75f, true) {

			@Override
			protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
				return size() > MOST_KNOWN;
			}

		}));

	private final AuthenticationEventPublisher events;

	LoginAttempts(Clock clock, AuthenticationEventPublisher events) {
		this.events = events;
		this.ofPair = new Attempts(clock, MOST_FROM_ONE_ADDRESS, WAIT_OF_ADDRESS);
		this.ofLogin = new Attempts(clock, MOST_OF_LOGIN, WAIT_OF_LOGIN, MEMORY_OF_LOGIN);
	}

	AuthenticationManager limit(AuthenticationManager manager) {
		return (authentication) -> {
			Attempt attempt = attempt(authentication);
			if (this.ofPair.isLocked(attempt.pair()) || (isStranger(attempt) && !this.ofLogin.begin(attempt.login()))) {
				throw new LockedException("Too many attempts");
			}
			try {
				Authentication result = manager.authenticate(authentication);
				this.ofPair.forget(attempt.pair());
				this.known.add(attempt.pair());
				return result;
			}
			catch (AuthenticationException ex) {
				this.ofPair.count(attempt.pair());
				this.events.publishAuthenticationFailure(ex, authentication);
				if (isLocked(attempt)) {
					this.events.publishAuthenticationFailure(new LockedException("Too many attempts"), authentication);
				}
				throw ex;
			}
		};
	}

	private boolean isLocked(Attempt attempt) {
		return this.ofPair.isLocked(attempt.pair()) || (isStranger(attempt) && this.ofLogin.isLocked(attempt.login()));
	}

	/**
	 * Who is signed in already, and gives the password once more, has no address here.
	 */
	private boolean isStranger(Attempt attempt) {
		return !attempt.address().isEmpty() && !this.known.contains(attempt.pair());
	}

	private static Attempt attempt(Authentication authentication) {
		String address = (authentication.getDetails() instanceof WebAuthenticationDetails details)
				? details.getRemoteAddress() : "";
		String login = authentication.getName().toLowerCase(Locale.ROOT);
		return new Attempt(login.substring(0, Math.min(login.length(), 100)), address);
	}

}
