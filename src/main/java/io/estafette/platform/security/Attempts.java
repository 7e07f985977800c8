package io.estafette.platform.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts what may be tried only so often: after so many attempts in a row, whoever tries
 * waits. Kept in memory, for at most ten thousand at a time: each copy of the application
 * counts for itself.
 */
public final class Attempts {

	private static final int MOST_KEYS = 10_000;

	private record Made(int count, Instant last) {
	}

	private final Map<String, Made> made = new LinkedHashMap<>(16, 0.75f, true) {
		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Made> eldest) {
			return size() > MOST_KEYS;
		}
	};

	private final Clock clock;

	private final int most;

	private final Duration wait;

	private final Duration memory;

	/**
	 * Counts from zero.
	 * @param most how many attempts follow one another freely
	 * @param wait how long after the last attempt the count begins anew
	 */
	public Attempts(Clock clock, int most, Duration wait) {
		this(clock, most, wait, wait);
	}

	/**
	 * Counts from zero; after too many, one attempt passes each time the wait is over.
	 * @param most how many attempts follow one another freely
	 * @param wait how long to wait after the last attempt
	 * @param memory how long after the last attempt the count begins anew
	 */
	public Attempts(Clock clock, int most, Duration wait, Duration memory) {
		this.clock = clock;
		this.most = most;
		this.wait = wait;
		this.memory = memory;
	}

	/** Whether there were too many. */
	public synchronized boolean isLocked(String key) {
		Made known = this.made.get(key);
		return known != null && known.count() >= this.most && isWithin(this.wait, known);
	}

	/**
	 * One more, unless there were too many; counted before it is made, so that many at
	 * once are not free.
	 */
	public synchronized boolean begin(String key) {
		if (isLocked(key)) {
			return false;
		}
		count(key);
		return true;
	}

	/** One more. */
	public synchronized void count(String key) {
		Made known = this.made.get(key);
		this.made.put(key, new Made((known != null && isWithin(this.memory, known)) ? known.count() + 1 : 1,
				this.clock.instant()));
	}

	/** It went well: what was before no longer counts. */
	public synchronized void forget(String key) {
		this.made.remove(key);
	}

	private boolean isWithin(Duration time, Made known) {
		return known.last().plus(time).isAfter(this.clock.instant());
	}

}
