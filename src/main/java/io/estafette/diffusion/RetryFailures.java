package io.estafette.diffusion;

import java.time.Clock;

import io.estafette.delivery.RetryDeliveries;
import io.estafette.document.DocumentView;
import io.estafette.organization.ActorId;
import io.estafette.organization.Emitter;
import io.estafette.platform.Refusal;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tries again what failed in a free diffusion (F11): a new process instance serves only
 * those people, and checks the rights of who asks for it (O6).
 */
@Service
public class RetryFailures {

	private final FreeDiffusionRepository diffusions;

	private final SentAccess access;

	private final DiffusionDocuments documents;

	private final DocumentTypePolicy types;

	private final RetryDeliveries retryDeliveries;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	RetryFailures(FreeDiffusionRepository diffusions, SentAccess access, DiffusionDocuments documents,
			DocumentTypePolicy types, RetryDeliveries retryDeliveries, ApplicationEventPublisher events, Clock clock) {
		this.diffusions = diffusions;
		this.access = access;
		this.documents = documents;
		this.types = types;
		this.retryDeliveries = retryDeliveries;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Starts the retry; a second click finds it running, or nothing left to retry, and
	 * does nothing.
	 * @throws Refusal NOT_FOUND for what the actor may not see, or the reason why they
	 * may not send a type of its documents
	 */
	@Transactional
	public void of(FreeDiffusionId id, ActorId actor) {
		FreeDiffusion diffusion = this.diffusions.findLocked(id.value()).orElseThrow(Refusal::notFound);
		Emitter emitter = this.access.emitter(actor, diffusion).orElseThrow(Refusal::notFound);
		if (diffusion.state() != FreeDiffusionState.COMPLETED_WITH_FAILURES) {
			return;
		}
		for (DocumentView document : this.documents.of(id)) {
			this.types.refusal(emitter, document.type()).ifPresent((refusal) -> {
				throw refusal;
			});
		}
		this.retryDeliveries.of(id.value());
		diffusion.retry(actor, this.clock.instant());
		this.events.publishEvent(new FreeDiffusionRequested(id.value(), diffusion.attempt()));
	}

}
