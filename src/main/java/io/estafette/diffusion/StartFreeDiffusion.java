package io.estafette.diffusion;

import java.time.Clock;
import java.util.Optional;

import io.estafette.delivery.FailDeliveries;
import io.estafette.delivery.FailureReason;
import io.estafette.document.DocumentType;
import io.estafette.platform.Refusal;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The last check before anything leaves (F8, O6): the process claims its free diffusion,
 * rights are checked as they are now, and only then it is sent. A refused retry leaves
 * what was served before as it is. Safe to repeat.
 */
@Service
public class StartFreeDiffusion {

	/** How the check ended. */
	public sealed interface Outcome {

		/** Go on. */
		record Accepted(boolean protectedDocuments) implements Outcome {
		}

		/** Nothing is sent; why, as a refusal code. */
		record Refused(Refusal refusal) implements Outcome {
		}

		/** Another process instance looks after it already. */
		record AlreadyClaimed() implements Outcome {
		}

	}

	private final FreeDiffusionRepository diffusions;

	private final CheckFreeDiffusion check;

	private final DiffusionDocuments documents;

	private final FailDeliveries failDeliveries;

	private final SendMeters meters;

	private final Clock clock;

	StartFreeDiffusion(FreeDiffusionRepository diffusions, CheckFreeDiffusion check, DiffusionDocuments documents,
			FailDeliveries failDeliveries, SendMeters meters, Clock clock) {
		this.diffusions = diffusions;
		this.check = check;
		this.documents = documents;
		this.failDeliveries = failDeliveries;
		this.meters = meters;
		this.clock = clock;
	}

	/** Claims, checks and sends. */
	@Transactional
	public Outcome of(FreeDiffusionId id, long processInstanceKey) {
		FreeDiffusion diffusion = this.diffusions.require(id);
		if (!diffusion.claim(processInstanceKey)) {
			return new Outcome.AlreadyClaimed();
		}
		String refusedBefore = diffusion.refusal();
		if (refusedBefore != null) {
			return new Outcome.Refused(new Refusal(Refusal.Kind.FORBIDDEN, refusedBefore));
		}
		Optional<Refusal> refusal = this.check.refusal(diffusion);
		if (refusal.isPresent()) {
			if (diffusion.attempt() > 0) {
				this.failDeliveries.of(id.value(), FailureReason.RIGHT_WITHDRAWN);
				diffusion.complete(true, this.clock.instant());
			}
			else {
				diffusion.refuse(refusal.get().code(), this.clock.instant());
			}
			this.meters.ended(diffusion);
			return new Outcome.Refused(refusal.get());
		}
		if (diffusion.isDraft()) {
			diffusion.send(this.clock.instant());
		}
		return new Outcome.Accepted(
				this.documents.of(id).stream().anyMatch((document) -> document.type() != DocumentType.SIMPLE));
	}

}
