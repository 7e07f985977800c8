package io.estafette.diffusion;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gives up the drafts of the pages that were begun too long ago. Those of Tasklist are
 * given up by their process, after the same time.
 */
@Service
public class AbandonForgottenDrafts {

	/** As long as the timer in the process waits. */
	static final Duration KEPT = Duration.ofDays(30);

	private final FreeDiffusionRepository diffusions;

	private final Clock clock;

	AbandonForgottenDrafts(FreeDiffusionRepository diffusions, Clock clock) {
		this.diffusions = diffusions;
		this.clock = clock;
	}

	/** Those that are due now. */
	@Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT1M")
	@Transactional
	public void now() {
		Instant now = this.clock.instant();
		this.diffusions.findForgottenDrafts(now.minus(KEPT)).forEach((draft) -> draft.abandon(now));
	}

}
