package io.estafette.notification;

import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How long the senders leave a broken mail server alone. */
class PauseTests {

	private final Instant start = Instant.parse("2026-11-23T10:00:00Z");

	@Test
	void pausesGrowFromASecondToAMinute() {
		Pause pause = new Pause();
		Instant now = this.start;
		for (int seconds : new int[] { 1, 2, 4, 8, 16, 32, 60, 60 }) {
			assertThat(pause.begin(now)).isEqualTo(seconds == 1);
			assertThat(pause.isOn(now.plusSeconds(seconds).minusMillis(1))).isTrue();
			now = now.plusSeconds(seconds);
			assertThat(pause.isOn(now)).isFalse();
		}
		assertThat(pause.end()).isTrue();
		assertThat(pause.end()).isFalse();
		assertThat(pause.begin(now)).isTrue();
	}

	@Test
	void aSecondSenderDoesNotMakeItLonger() {
		Pause pause = new Pause();
		pause.begin(this.start);
		assertThat(pause.begin(this.start)).isFalse();
		assertThat(pause.isOn(this.start.plusSeconds(1))).isFalse();
	}

	@Test
	void aClockThatIsTurnedBackEndsIt() {
		Pause pause = new Pause();
		pause.begin(this.start);
		assertThat(pause.isOn(this.start.minusSeconds(1))).isFalse();
	}

}
