package io.estafette.diffusion;

import java.time.Clock;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Gives a draft up: its author said so, or left it lying too long. Safe to repeat. */
@Service
public class AbandonFreeDiffusion {

	private final FreeDiffusionRepository diffusions;

	private final Clock clock;

	AbandonFreeDiffusion(FreeDiffusionRepository diffusions, Clock clock) {
		this.diffusions = diffusions;
		this.clock = clock;
	}

	/** Abandons it, unless it was sent. */
	@Transactional
	public void of(FreeDiffusionId id) {
		FreeDiffusion diffusion = this.diffusions.require(id);
		if (diffusion.isDraft()) {
			diffusion.abandon(this.clock.instant());
		}
	}

}
