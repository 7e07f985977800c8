package io.estafette.signature;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

import io.estafette.platform.Refusal;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** A person refuses to sign and says why; the sender is told (D4). */
@Service
public class DeclineSignature {

	private static final int LONGEST_REASON = 500;

	private final SignatureRequests requests;

	private final SignatureSteps steps;

	private final TellSender tellSender;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	DeclineSignature(SignatureRequests requests, SignatureSteps steps, TellSender tellSender,
			ApplicationEventPublisher events, Clock clock) {
		this.requests = requests;
		this.steps = steps;
		this.tellSender = tellSender;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Refuses.
	 * @param reason 1 to 500 characters
	 * @throws Refusal NOT_FOUND, REASON_MISSING, REASON_TOO_LONG or NOT_TO_SIGN_ANY_MORE
	 */
	@Transactional
	public void of(UUID request, String reason, Visitor visitor) {
		this.requests.of(request, visitor.account()).orElseThrow(Refusal::notFound);
		String said = reason.replaceAll("[\\p{Cc}&&[^\\n]]+", " ").strip();
		if (said.isEmpty()) {
			throw new Refusal(Refusal.Kind.INVALID, "REASON_MISSING");
		}
		if (said.length() > LONGEST_REASON) {
			throw new Refusal(Refusal.Kind.INVALID, "REASON_TOO_LONG", LONGEST_REASON);
		}
		SignatureRequests.Row row = this.requests.lock(request).orElseThrow(Refusal::notFound);
		if (row.state() != SignatureState.REQUESTED) {
			throw new Refusal(Refusal.Kind.CONFLICT, "NOT_TO_SIGN_ANY_MORE");
		}
		Instant now = this.clock.instant();
		this.requests.decide(row, SignatureState.DECLINED, now, said, null);
		this.steps.add(request, SignatureSteps.What.DECLINED, now, visitor);
		this.tellSender.of(row, SignatureState.DECLINED, said);
		this.events.publishEvent(new SignatureDecided(request, false));
	}

}
