package io.estafette.diffusion;

import java.time.Clock;

import io.estafette.organization.ActorId;
import io.estafette.platform.Refusal;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Discards an author's own draft that was begun on the pages. */
@Service
public class DiscardDraft {

	private final DraftAccess access;

	private final Clock clock;

	DiscardDraft(DraftAccess access, Clock clock) {
		this.access = access;
		this.clock = clock;
	}

	/**
	 * Discards it.
	 * @throws Refusal NOT_FOUND, DIFFUSION_ALREADY_SENT, or SENT_FROM_TASKLIST for a
	 * draft that Tasklist looks after
	 */
	@Transactional
	public void of(FreeDiffusionId id, ActorId actor) {
		FreeDiffusion draft = this.access.draft(id, actor);
		if (draft.origin() != FreeDiffusionOrigin.PAGE) {
			throw new Refusal(Refusal.Kind.CONFLICT, "SENT_FROM_TASKLIST");
		}
		draft.abandon(this.clock.instant());
	}

}
