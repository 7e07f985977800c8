package io.estafette.diffusion;

import java.time.Clock;
import java.util.List;

import io.estafette.organization.ActorId;
import io.estafette.organization.Emitter;
import io.estafette.organization.FindEmitters;
import io.estafette.platform.Refusal;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Begins a draft on the pages (F1); it is kept until it is sent or discarded, whatever
 * happens to the browser.
 */
@Service
public class BeginFreeDiffusion {

	private final FreeDiffusionRepository diffusions;

	private final FindEmitters findEmitters;

	private final Clock clock;

	BeginFreeDiffusion(FreeDiffusionRepository diffusions, FindEmitters findEmitters, Clock clock) {
		this.diffusions = diffusions;
		this.findEmitters = findEmitters;
		this.clock = clock;
	}

	/**
	 * A new draft; who has only one emitter has chosen it already (F2).
	 * @throws Refusal NO_RIGHT_TO_SEND when the actor may send nowhere
	 */
	@Transactional
	public FreeDiffusionId by(ActorId sender) {
		List<Emitter> emitters = this.findEmitters.of(sender);
		if (emitters.isEmpty()) {
			throw new Refusal(Refusal.Kind.FORBIDDEN, "NO_RIGHT_TO_SEND");
		}
		FreeDiffusion draft = new FreeDiffusion(sender, FreeDiffusionOrigin.PAGE, this.clock.instant());
		if (emitters.size() == 1) {
			draft.chooseEmitter(emitters.getFirst().node().id());
		}
		return this.diffusions.save(draft).id();
	}

}
