package io.estafette.sealing.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import io.estafette.platform.Refusal;
import org.springframework.stereotype.Component;

/**
 * How often one address may have a file checked. Kept in memory, for at most ten thousand
 * addresses: each copy of the application counts for itself.
 */
@Component
class VerificationLimit {

	private static final int MOST = 30;

	private static final Duration WINDOW = Duration.ofMinutes(1);

	private static final int MOST_ADDRESSES = 10_000;

	private record Count(Instant start, int checks) {
	}

	private final Map<String, Count> counts = new LinkedHashMap<>(16, 0.75f, true) {
		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
			return size() > MOST_ADDRESSES;
		}
	};

	private final Clock clock;

	VerificationLimit(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Counts one more.
	 * @throws Refusal TOO_MANY_VERIFICATIONS when it is one too many
	 */
	synchronized void count(String address) {
		Instant now = this.clock.instant();
		String network = network(address);
		Count known = this.counts.get(network);
		if (known == null || !known.start().plus(WINDOW).isAfter(now)) {
			known = new Count(now, 0);
		}
		if (known.checks() == MOST) {
			throw new Refusal(Refusal.Kind.TOO_MANY, "TOO_MANY_VERIFICATIONS");
		}
		this.counts.put(network, new Count(known.start(), known.checks() + 1));
	}

	/** Whoever has an IPv6 address has all those that begin with the same half. */
	private static String network(String address) {
		String[] parts = address.split(":");
		return (parts.length == 8) ? String.join(":", parts[0], parts[1], parts[2], parts[3]) : address;
	}

}
