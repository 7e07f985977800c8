package io.estafette.process.support;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Shows the time as Zeebe sees it: the system's, moved by what the test has asked for.
 */
final class ZeebeClock extends Clock {

	private volatile Duration offset = Duration.ZERO;

	void move(Duration duration) {
		this.offset = this.offset.plus(duration);
	}

	@Override
	public Instant instant() {
		return Clock.systemUTC().instant().plus(this.offset);
	}

	@Override
	public ZoneId getZone() {
		return ZoneOffset.UTC;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		ZeebeClock utc = this;
		return new Clock() {

			@Override
			public Instant instant() {
				return utc.instant();
			}

			@Override
			public ZoneId getZone() {
				return zone;
			}

			@Override
			public Clock withZone(ZoneId other) {
				return utc.withZone(other);
			}

		};
	}

}
