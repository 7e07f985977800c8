package io.estafette.diffusion;

import java.time.Clock;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Ends a free diffusion that reaches nobody. Safe to repeat. */
@Service
public class EndFreeDiffusion {

	private final FreeDiffusionRepository diffusions;

	private final Clock clock;

	EndFreeDiffusion(FreeDiffusionRepository diffusions, Clock clock) {
		this.diffusions = diffusions;
		this.clock = clock;
	}

	/** Its author gave the draft up, or left it lying too long. */
	@Transactional
	public void abandon(FreeDiffusionId id) {
		FreeDiffusion diffusion = this.diffusions.require(id);
		if (diffusion.isDraft()) {
			diffusion.abandon(this.clock.instant());
		}
	}

	/** It was sent but cannot be served; the code of a refusal says why. */
	@Transactional
	public void refuse(FreeDiffusionId id, String refusal) {
		FreeDiffusion diffusion = this.diffusions.require(id);
		if (diffusion.state() == FreeDiffusionState.RUNNING) {
			diffusion.refuse(refusal, this.clock.instant());
		}
	}

}
