package io.estafette.diffusion;

import java.util.List;
import java.util.Optional;

import io.estafette.delivery.CountDeliveries;
import io.estafette.delivery.Delivery;
import io.estafette.delivery.FindDeliveries;
import io.estafette.organization.Actor;
import io.estafette.organization.Emitter;
import io.estafette.platform.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** One sent free diffusion with its deliveries, for a system (F10, F11, O8). */
@Service
public class FindFreeDiffusion {

	/**
	 * How far it is.
	 *
	 * @param refusal why it was refused after the send
	 * @param deliveryCount all deliveries; 0 until they are prepared
	 * @param deliveries the first of them, by person and then by document
	 */
	public record View(FreeDiffusionId id, FreeDiffusionState state, @Nullable Refusal refusal, int deliveryCount,
			List<Delivery> deliveries) {
	}

	private final FreeDiffusionRepository diffusions;

	private final SentAccess access;

	private final FindDeliveries findDeliveries;

	private final CountDeliveries countDeliveries;

	FindFreeDiffusion(FreeDiffusionRepository diffusions, SentAccess access, FindDeliveries findDeliveries,
			CountDeliveries countDeliveries) {
		this.diffusions = diffusions;
		this.access = access;
		this.findDeliveries = findDeliveries;
		this.countDeliveries = countDeliveries;
	}

	/**
	 * The free diffusion with its first {@code limit} deliveries.
	 * @throws Refusal SERVICE_OFF, or NOT_FOUND also for what the actor may not see
	 */
	@Transactional(readOnly = true)
	public View of(Actor actor, FreeDiffusionId id, int limit) {
		this.access.requireService(actor);
		FreeDiffusion diffusion = this.diffusions.findById(id.value()).orElseThrow(Refusal::notFound);
		Optional<Emitter> emitter = this.access.emitter(actor.id(), diffusion);
		if (emitter.isEmpty()) {
			throw Refusal.notFound();
		}
		String code = diffusion.refusal();
		// The sentences of all these codes name nothing but the emitter.
		Refusal refusal = (code != null) ? new Refusal(Refusal.Kind.FORBIDDEN, code, emitter.get().node().name())
				: null;
		return new View(id, diffusion.state(), refusal, this.countDeliveries.of(id.value()).total(),
				this.findDeliveries.of(id.value(), limit));
	}

}
