package io.estafette.signature;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Ends a request to sign whose time is over; the sender is told. Safe to repeat. */
@Service
public class ExpireSignature {

	private final SignatureRequests requests;

	private final SignatureSteps steps;

	private final TellSender tellSender;

	private final Clock clock;

	ExpireSignature(SignatureRequests requests, SignatureSteps steps, TellSender tellSender, Clock clock) {
		this.requests = requests;
		this.steps = steps;
		this.tellSender = tellSender;
		this.clock = clock;
	}

	/**
	 * Ends it.
	 * @return false when the person consented in time: then it is to be signed
	 */
	@Transactional
	public boolean of(UUID request) {
		SignatureRequests.Row row = this.requests.lock(request).orElseThrow();
		if (row.state() == SignatureState.REQUESTED) {
			Instant now = this.clock.instant();
			this.requests.decide(row, SignatureState.EXPIRED, now, null, null);
			this.steps.add(request, SignatureSteps.What.EXPIRED, now, null);
			this.tellSender.of(row, SignatureState.EXPIRED, null);
		}
		return row.state() != SignatureState.CONSENTED && row.state() != SignatureState.SIGNED;
	}

}
