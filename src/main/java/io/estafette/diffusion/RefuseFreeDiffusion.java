package io.estafette.diffusion;

import java.time.Clock;

import io.estafette.platform.Refusal;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Ends a free diffusion that was sent but whose documents cannot be sealed. Safe to
 * repeat.
 */
@Service
public class RefuseFreeDiffusion {

	private final FreeDiffusionRepository diffusions;

	private final SendMeters meters;

	private final Clock clock;

	RefuseFreeDiffusion(FreeDiffusionRepository diffusions, SendMeters meters, Clock clock) {
		this.diffusions = diffusions;
		this.meters = meters;
		this.clock = clock;
	}

	/** Refuses it; nothing was handed over yet. Returns why, for its sender. */
	@Transactional
	public Refusal of(FreeDiffusionId id) {
		FreeDiffusion diffusion = this.diffusions.require(id);
		Refusal refusal = new Refusal(Refusal.Kind.INVALID, "DOCUMENT_NOT_SEALABLE");
		if (diffusion.state() == FreeDiffusionState.RUNNING) {
			diffusion.refuse(refusal.code(), this.clock.instant());
			this.meters.ended(diffusion);
		}
		return refusal;
	}

}
