package io.estafette.diffusion;

import io.estafette.organization.ActorId;
import io.estafette.organization.NodeId;
import io.estafette.platform.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * How far an author's own free diffusion is, so that the pages resume at the right step.
 */
@Service
public class FindDraft {

	/**
	 * The free diffusion.
	 *
	 * @param origin where it was begun; a draft is sent from there
	 * @param emitter as chosen, whether or not the author still may send there
	 */
	public record Draft(FreeDiffusionId id, FreeDiffusionOrigin origin, FreeDiffusionState state,
			@Nullable NodeId emitter, int recipients, int documents) {

		/** Whether the pages may change and send it. */
		public boolean isOpenOnPages() {
			return this.state == FreeDiffusionState.DRAFT && this.origin == FreeDiffusionOrigin.PAGE;
		}

	}

	private final FreeDiffusionRepository diffusions;

	private final FindRecipients findRecipients;

	private final DiffusionDocuments documents;

	FindDraft(FreeDiffusionRepository diffusions, FindRecipients findRecipients, DiffusionDocuments documents) {
		this.diffusions = diffusions;
		this.findRecipients = findRecipients;
		this.documents = documents;
	}

	/**
	 * The author's own draft, or what became of it.
	 * @throws Refusal NOT_FOUND for others and for what was discarded
	 */
	@Transactional(readOnly = true)
	public Draft of(FreeDiffusionId id, ActorId actor) {
		FreeDiffusion found = this.diffusions.findById(id.value())
			.filter((diffusion) -> diffusion.sender().equals(actor))
			.filter((diffusion) -> diffusion.state() != FreeDiffusionState.ABANDONED)
			.orElseThrow(Refusal::notFound);
		return new Draft(id, found.origin(), found.state(), found.emitter(), this.findRecipients.of(id, 0).count(),
				this.documents.of(id).size());
	}

}
