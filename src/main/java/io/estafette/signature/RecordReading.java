package io.estafette.signature;

import java.time.Clock;
import java.util.UUID;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Notes that a person was shown the document that they are to sign (D4: read). */
@Service
public class RecordReading {

	private final SignatureRequests requests;

	private final SignatureSteps steps;

	private final Clock clock;

	RecordReading(SignatureRequests requests, SignatureSteps steps, Clock clock) {
		this.requests = requests;
		this.steps = steps;
		this.clock = clock;
	}

	/** The first time; nothing happens for what is not to be signed, or not any more. */
	@Transactional
	public void of(UUID request, Visitor visitor) {
		this.requests.of(request, visitor.account())
			.filter((row) -> row.state() == SignatureState.REQUESTED)
			.filter((row) -> !this.steps.has(row.id(), SignatureSteps.What.READ))
			.ifPresent((row) -> this.steps.add(row.id(), SignatureSteps.What.READ, this.clock.instant(), visitor));
	}

}
