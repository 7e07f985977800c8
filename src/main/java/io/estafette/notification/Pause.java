package io.estafette.notification;

import java.time.Duration;
import java.time.Instant;

/**
 * Keeps the senders of one copy away from a mail server that takes no mails: for a second
 * at first, for a minute at most, so that mails follow soon after it is back.
 */
class Pause {

	private static final Duration SHORTEST = Duration.ofSeconds(1);

	private static final Duration LONGEST = Duration.ofMinutes(1);

	private Duration next = SHORTEST;

	private Instant from = Instant.EPOCH;

	private Instant until = Instant.EPOCH;

	/** A clock that was turned back ends the pause. */
	synchronized boolean isOn(Instant now) {
		return !now.isBefore(this.from) && now.isBefore(this.until);
	}

	/**
	 * Begins a pause, longer than the one before, unless another sender just did.
	 * @return whether it is the first since mails last went through
	 */
	synchronized boolean begin(Instant now) {
		if (isOn(now)) {
			return false;
		}
		boolean first = this.next.equals(SHORTEST);
		this.from = now;
		this.until = now.plus(this.next);
		this.next = (this.next.compareTo(LONGEST.dividedBy(2)) < 0) ? this.next.multipliedBy(2) : LONGEST;
		return first;
	}

	/**
	 * Mails go through.
	 * @return whether they did not before
	 */
	synchronized boolean end() {
		boolean ended = !this.next.equals(SHORTEST);
		this.next = SHORTEST;
		this.until = Instant.EPOCH;
		return ended;
	}

}
