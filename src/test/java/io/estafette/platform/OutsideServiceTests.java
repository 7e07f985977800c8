package io.estafette.platform;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.health.SimpleStatusAggregator;
import org.springframework.boot.actuate.health.Status;

import static org.assertj.core.api.Assertions.assertThat;

/** Who waits for a service of others is shown as such, and stays in service. */
class OutsideServiceTests {

	private final MeterRegistry meters = new SimpleMeterRegistry();

	private boolean away;

	private final OutsideService service = new OutsideService("fax", "Faxes wait.", this.meters) {

		@Override
		protected void ask() throws IOException {
			if (OutsideServiceTests.this.away) {
				throw new IOException();
			}
		}

	};

	@Test
	void beingAwayIsShownAndCountsInNothing() {
		assertThat(state()).isEqualTo("UNKNOWN");
		assertThat(whole()).isEqualTo(Status.UP);
		this.service.look();
		assertThat(state()).isEqualTo("UP");
		assertThat(gauge()).isOne();
		this.away = true;
		this.service.look();
		assertThat(state()).isEqualTo("AWAY");
		assertThat(this.service.health().getStatus().getDescription()).isEqualTo("Faxes wait.");
		assertThat(gauge()).isZero();
		assertThat(whole()).isEqualTo(Status.UP);
		this.away = false;
		this.service.look();
		assertThat(state()).isEqualTo("UP");
	}

	private String state() {
		return this.service.health().getStatus().getCode();
	}

	/** As the application's own parts are well. */
	private Status whole() {
		return new SimpleStatusAggregator()
			.getAggregateStatus(new HashSet<>(List.of(Status.UP, this.service.health().getStatus())));
	}

	private double gauge() {
		return this.meters.get("estafette.outside.up").tag("service", "fax").gauge().value();
	}

}
