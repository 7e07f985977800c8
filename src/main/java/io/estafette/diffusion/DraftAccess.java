package io.estafette.diffusion;

import io.estafette.organization.ActorId;
import io.estafette.organization.Emitter;
import io.estafette.organization.FindEmitters;
import io.estafette.organization.NodeId;
import io.estafette.platform.Refusal;
import org.springframework.stereotype.Component;

/** Opens a draft for a change by its author; for anybody else it does not exist (O8). */
@Component
class DraftAccess {

	private final FreeDiffusionRepository diffusions;

	private final FindEmitters findEmitters;

	DraftAccess(FreeDiffusionRepository diffusions, FindEmitters findEmitters) {
		this.diffusions = diffusions;
		this.findEmitters = findEmitters;
	}

	/**
	 * The draft, locked for the transaction; refuses others' drafts and what was sent
	 * already.
	 */
	FreeDiffusion draft(FreeDiffusionId id, ActorId actor) {
		FreeDiffusion diffusion = this.diffusions.findLocked(id.value())
			.filter((found) -> found.sender().equals(actor))
			.orElseThrow(Refusal::notFound);
		if (!diffusion.isDraft()) {
			throw new Refusal(Refusal.Kind.CONFLICT, "DIFFUSION_ALREADY_SENT");
		}
		return diffusion;
	}

	/**
	 * The emitter chosen, with the rights that its author, or who asked for a retry,
	 * holds there now (O6).
	 */
	Emitter emitter(FreeDiffusion diffusion) {
		NodeId chosen = diffusion.emitter();
		if (chosen == null) {
			throw new Refusal(Refusal.Kind.INVALID, "NO_EMITTER");
		}
		return this.findEmitters.of(diffusion.responsible(), chosen)
			.orElseThrow(() -> new Refusal(Refusal.Kind.FORBIDDEN, "EMITTER_NOT_ALLOWED"));
	}

}
