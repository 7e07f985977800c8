package io.estafette.signature;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

import io.estafette.organization.ActorId;
import io.estafette.platform.Refusal;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The sender no longer asks for a signature; the document stays in the vault (D6). */
@Service
public class CancelSignature {

	private final SenderAccess access;

	private final SignatureRequests requests;

	private final SignatureSteps steps;

	private final TellSender tellSender;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	CancelSignature(SenderAccess access, SignatureRequests requests, SignatureSteps steps, TellSender tellSender,
			ApplicationEventPublisher events, Clock clock) {
		this.access = access;
		this.requests = requests;
		this.steps = steps;
		this.tellSender = tellSender;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Cancels it; one that is cancelled already stays as it is.
	 * @throws Refusal NOT_FOUND, SIGNATURE_NOT_YOURS or NOT_TO_SIGN_ANY_MORE
	 */
	@Transactional
	public void of(UUID request, ActorId actor) {
		SignatureRequests.Row row = this.access.own(request, actor);
		if (row.state() == SignatureState.CANCELLED) {
			return;
		}
		if (row.state() != SignatureState.REQUESTED) {
			throw new Refusal(Refusal.Kind.CONFLICT, "NOT_TO_SIGN_ANY_MORE");
		}
		Instant now = this.clock.instant();
		this.requests.decide(row, SignatureState.CANCELLED, now, null, null);
		this.steps.add(request, SignatureSteps.What.CANCELLED, now, null);
		this.tellSender.of(row, SignatureState.CANCELLED, null);
		this.events.publishEvent(new SignatureDecided(request, false));
	}

}
