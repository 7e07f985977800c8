package io.estafette.diffusion;

import java.time.Clock;

import io.estafette.organization.ActorId;
import io.estafette.platform.Refusal;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The author's click on "send" (F8): after it the process takes over, which checks rights
 * once more (O6).
 */
@Service
public class SendFreeDiffusion {

	private final FreeDiffusionRepository diffusions;

	private final CheckFreeDiffusion check;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	SendFreeDiffusion(FreeDiffusionRepository diffusions, CheckFreeDiffusion check, ApplicationEventPublisher events,
			Clock clock) {
		this.diffusions = diffusions;
		this.check = check;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Sends a draft that was begun on the pages; a second click finds it sent and does
	 * nothing.
	 * @throws Refusal NOT_FOUND for others' drafts, SENT_FROM_TASKLIST for a draft begun
	 * there, or the first reason why it cannot be sent as it is
	 */
	@Transactional
	public void of(FreeDiffusionId id, ActorId actor) {
		FreeDiffusion diffusion = this.diffusions.findLocked(id.value())
			.filter((found) -> found.sender().equals(actor))
			.filter((found) -> found.state() != FreeDiffusionState.ABANDONED)
			.orElseThrow(Refusal::notFound);
		if (!diffusion.isDraft()) {
			return;
		}
		if (diffusion.origin() != FreeDiffusionOrigin.PAGE) {
			throw new Refusal(Refusal.Kind.CONFLICT, "SENT_FROM_TASKLIST");
		}
		this.check.refusal(diffusion).ifPresent((refusal) -> {
			throw refusal;
		});
		diffusion.send(this.clock.instant());
		this.events.publishEvent(new FreeDiffusionRequested(id.value(), 0));
	}

}
