package io.estafette.diffusion;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.estafette.delivery.CountDeliveries;
import io.estafette.delivery.Delivery;
import io.estafette.delivery.FindFailures;
import io.estafette.document.DocumentView;
import io.estafette.organization.ActorId;
import io.estafette.organization.FindNode;
import io.estafette.organization.NodeId;
import io.estafette.platform.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** How far a sent free diffusion is, for the person who sent it (F11). */
@Service
public class FollowFreeDiffusion {

	/**
	 * The progress, counted from the ledger.
	 *
	 * @param expected recipients times documents
	 * @param done deliveries that are in a vault
	 * @param seesPeople whether the author may still see who received it
	 * @param failures the first failed deliveries, with their reasons; none for an author
	 * who has lost the right to see them
	 * @param refusal the code of why nothing was sent
	 */
	public record Progress(FreeDiffusionId id, FreeDiffusionState state, String emitter, int recipients,
			List<DocumentView> documents, int expected, int done, int failed, boolean seesPeople,
			List<Delivery> failures, @Nullable String refusal, Instant sentAt) {

		/** Whether something may still change. */
		public boolean isRunning() {
			return this.state == FreeDiffusionState.RUNNING;
		}

		/** From 0 to 100. */
		public int percent() {
			return (this.expected == 0) ? 0 : (int) (100L * (this.done + this.failed) / this.expected);
		}

	}

	private static final int MOST_FAILURES = 200;

	private final FreeDiffusionRepository diffusions;

	private final SentAccess access;

	private final FindNode findNode;

	private final FindRecipients findRecipients;

	private final DiffusionDocuments documents;

	private final CountDeliveries countDeliveries;

	private final FindFailures findFailures;

	FollowFreeDiffusion(FreeDiffusionRepository diffusions, SentAccess access, FindNode findNode,
			FindRecipients findRecipients, DiffusionDocuments documents, CountDeliveries countDeliveries,
			FindFailures findFailures) {
		this.diffusions = diffusions;
		this.access = access;
		this.findNode = findNode;
		this.findRecipients = findRecipients;
		this.documents = documents;
		this.countDeliveries = countDeliveries;
		this.findFailures = findFailures;
	}

	/**
	 * The progress of what the actor sent.
	 * @throws Refusal NOT_FOUND for drafts and for what others sent
	 */
	@Transactional(readOnly = true)
	public Progress of(FreeDiffusionId id, ActorId actor) {
		FreeDiffusion sent = this.diffusions.findById(id.value())
			.filter((diffusion) -> diffusion.sender().equals(actor) && diffusion.wasSent())
			.orElseThrow(Refusal::notFound);
		NodeId emitter = Optional.ofNullable(sent.emitter()).orElseThrow(Refusal::notFound);
		CountDeliveries.Counts counts = this.countDeliveries.of(id.value());
		int recipients = this.findRecipients.of(id, 0).count();
		List<DocumentView> sentDocuments = this.documents.of(id);
		boolean seesPeople = this.access.emitter(actor, sent).isPresent();
		Instant sentAt = sent.sentAt();
		return new Progress(id, sent.state(), this.findNode.byId(emitter).orElseThrow().name(), recipients,
				sentDocuments, Math.max(counts.total(), recipients * sentDocuments.size()),
				counts.total() - counts.preparing() - counts.failed(), counts.failed(), seesPeople,
				(seesPeople && counts.failed() > 0) ? this.findFailures.of(id.value(), MOST_FAILURES) : List.of(),
				sent.refusal(), (sentAt != null) ? sentAt : sent.createdAt());
	}

}
