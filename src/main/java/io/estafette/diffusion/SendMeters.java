package io.estafette.diffusion;

import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.estafette.platform.BusinessMeters;
import io.micrometer.core.instrument.Timer;

import org.springframework.stereotype.Component;

/** How long free diffusions take, for those who watch the platform. */
@Component
class SendMeters {

	private final Map<FreeDiffusionState, Timer> completion = new EnumMap<>(FreeDiffusionState.class);

	private final Clock clock;

	SendMeters(BusinessMeters meters, Clock clock) {
		this.clock = clock;
		for (FreeDiffusionState outcome : List.of(FreeDiffusionState.COMPLETED,
				FreeDiffusionState.COMPLETED_WITH_FAILURES, FreeDiffusionState.REFUSED)) {
			this.completion.put(outcome,
					meters.timer("estafette.send", "From the send of a free diffusion, or its retry, to its end",
							"outcome", BusinessMeters.tag(outcome)));
		}
	}

	/** It has just ended; refused by a check before it ever left, it took no time. */
	void ended(FreeDiffusion diffusion) {
		Instant now = this.clock.instant();
		Instant since = diffusion.runningSince();
		BusinessMeters.record(Objects.requireNonNull(this.completion.get(diffusion.state())),
				(since != null) ? since : now, now);
	}

}
