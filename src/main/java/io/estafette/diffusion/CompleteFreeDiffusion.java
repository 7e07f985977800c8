package io.estafette.diffusion;

import java.time.Clock;
import java.util.Objects;

import io.estafette.delivery.CountDeliveries;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Ends a free diffusion when everybody was served or failed; the ledger says which (F11).
 * Safe to repeat.
 */
@Service
public class CompleteFreeDiffusion {

	private final FreeDiffusionRepository diffusions;

	private final CountDeliveries countDeliveries;

	private final SendMeters meters;

	private final Clock clock;

	CompleteFreeDiffusion(FreeDiffusionRepository diffusions, CountDeliveries countDeliveries, SendMeters meters,
			Clock clock) {
		this.diffusions = diffusions;
		this.countDeliveries = countDeliveries;
		this.meters = meters;
		this.clock = clock;
	}

	/**
	 * The state in which it ends.
	 * @param processInstanceKey who ends it: an instance from before a retry ends nothing
	 */
	@Transactional
	public FreeDiffusionState of(FreeDiffusionId id, long processInstanceKey) {
		FreeDiffusion diffusion = this.diffusions.require(id);
		if (!Objects.equals(diffusion.processInstanceKey(), processInstanceKey)) {
			return FreeDiffusionState.COMPLETED_WITH_FAILURES;
		}
		CountDeliveries.Counts counts = this.countDeliveries.of(id.value());
		if (counts.preparing() > 0) {
			throw new IllegalStateException(counts.preparing() + " deliveries of " + id + " are not served yet");
		}
		if (diffusion.state() == FreeDiffusionState.RUNNING) {
			diffusion.complete(counts.failed() > 0, this.clock.instant());
			this.meters.ended(diffusion);
		}
		return diffusion.state();
	}

}
