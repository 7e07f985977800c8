package io.estafette.diffusion;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The free diffusions that were sent but that no process instance has claimed: their
 * message must go again.
 */
@Service
public class FindUnclaimedFreeDiffusions {

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private final FreeDiffusionRepository diffusions;

	private final Clock clock;

	FindUnclaimedFreeDiffusions(FreeDiffusionRepository diffusions, Clock clock) {
		this.diffusions = diffusions;
		this.clock = clock;
	}

	/** The oldest of them, sent more than a minute ago. */
	@Transactional(readOnly = true)
	public List<FreeDiffusionRequested> now() {
		return this.diffusions.findUnclaimed(this.clock.instant().minus(PATIENCE))
			.stream()
			.map((diffusion) -> new FreeDiffusionRequested(diffusion.id().value(), diffusion.attempt()))
			.toList();
	}

}
