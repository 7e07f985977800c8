package io.estafette.diffusion;

import java.util.Optional;

import io.estafette.organization.Actor;
import io.estafette.organization.ActorId;
import io.estafette.organization.BrandOption;
import io.estafette.organization.Emitter;
import io.estafette.organization.FindBranding;
import io.estafette.organization.FindEmitters;
import io.estafette.organization.HasOption;
import io.estafette.organization.NodeId;
import io.estafette.platform.Refusal;
import org.springframework.stereotype.Component;

/**
 * Which sent free diffusions a system may see: those of the emitters where it holds a DLx
 * right (O8), while its brand's service is on (O2).
 */
@Component
class SentAccess {

	private final HasOption hasOption;

	private final FindEmitters findEmitters;

	private final FindBranding findBranding;

	SentAccess(HasOption hasOption, FindEmitters findEmitters, FindBranding findBranding) {
		this.hasOption = hasOption;
		this.findEmitters = findEmitters;
		this.findBranding = findBranding;
	}

	/** Refuses a system whose brand has no diffusion service. */
	void requireService(Actor actor) {
		NodeId brand = actor.brand();
		if (brand != null && !this.hasOption.on(brand, BrandOption.DIFFUSION_SERVICE)) {
			throw new Refusal(Refusal.Kind.FORBIDDEN, "SERVICE_OFF", this.findBranding.of(brand).supportAddress());
		}
	}

	/** The emitter of a sent free diffusion; empty when the actor may not see it. */
	Optional<Emitter> emitter(ActorId actor, FreeDiffusion diffusion) {
		NodeId emitter = diffusion.emitter();
		return (emitter != null && diffusion.wasSent()) ? this.findEmitters.of(actor, emitter) : Optional.empty();
	}

}
