package io.estafette.diffusion;

import java.time.Clock;

import io.estafette.organization.ActorId;
import io.estafette.organization.FindEmitters;
import io.estafette.platform.Refusal;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Begins a draft (F1) for whoever may send from at least one emitter. */
@Service
public class OpenFreeDiffusion {

	private final FreeDiffusionRepository diffusions;

	private final FindEmitters findEmitters;

	private final Clock clock;

	OpenFreeDiffusion(FreeDiffusionRepository diffusions, FindEmitters findEmitters, Clock clock) {
		this.diffusions = diffusions;
		this.findEmitters = findEmitters;
		this.clock = clock;
	}

	/**
	 * The draft of this process instance, begun now or by an earlier run of the same job.
	 * @throws Refusal NO_RIGHT_TO_SEND when the actor may send nowhere
	 */
	@Transactional
	public FreeDiffusionId inProcess(ActorId sender, long processInstanceKey) {
		if (this.findEmitters.of(sender).isEmpty()) {
			throw new Refusal(Refusal.Kind.FORBIDDEN, "NO_RIGHT_TO_SEND");
		}
		return this.diffusions.findByProcessInstanceKey(processInstanceKey).orElseGet(() -> {
			FreeDiffusion diffusion = new FreeDiffusion(sender, FreeDiffusionOrigin.TASKLIST, this.clock.instant());
			diffusion.claim(processInstanceKey);
			return this.diffusions.save(diffusion);
		}).id();
	}

}
