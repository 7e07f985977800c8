package io.estafette.diffusion;

import java.util.List;
import java.util.Optional;

import io.estafette.document.DocumentType;
import io.estafette.document.DocumentView;
import io.estafette.organization.ActorId;
import io.estafette.organization.Emitter;
import io.estafette.platform.Refusal;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Everything on one page before the send (F8): who gets what, how many mails leave, what
 * is sealed.
 */
@Service
public class CheckFreeDiffusion {

	/**
	 * What would be sent.
	 *
	 * @param recipients their number, which is also the number of mails
	 * @param sealed how many of the documents are sealed
	 */
	public record Summary(Emitter emitter, int recipients, List<DocumentView> documents, int sealed) {
	}

	private final DraftAccess access;

	private final FindRecipients findRecipients;

	private final DiffusionDocuments documents;

	private final DocumentTypePolicy types;

	CheckFreeDiffusion(DraftAccess access, FindRecipients findRecipients, DiffusionDocuments documents,
			DocumentTypePolicy types) {
		this.access = access;
		this.findRecipients = findRecipients;
		this.documents = documents;
		this.types = types;
	}

	/**
	 * The summary of a draft.
	 * @throws Refusal the first reason why it cannot be sent as it is
	 */
	@Transactional
	public Summary of(FreeDiffusionId id, ActorId actor) {
		return summary(this.access.draft(id, actor));
	}

	Optional<Refusal> refusal(FreeDiffusion diffusion) {
		try {
			summary(diffusion);
			return Optional.empty();
		}
		catch (Refusal refusal) {
			return Optional.of(refusal);
		}
	}

	private Summary summary(FreeDiffusion diffusion) {
		Emitter emitter = this.access.emitter(diffusion);
		int recipients = this.findRecipients.of(diffusion.id(), 0).count();
		if (recipients == 0) {
			throw new Refusal(Refusal.Kind.INVALID, "NO_RECIPIENT");
		}
		List<DocumentView> sent = this.documents.of(diffusion.id());
		if (sent.isEmpty()) {
			throw new Refusal(Refusal.Kind.INVALID, "NO_DOCUMENT");
		}
		for (DocumentView document : sent) {
			Optional<Refusal> refusal = this.types.refusal(emitter, document.type());
			if (refusal.isPresent()) {
				throw refusal.get();
			}
		}
		return new Summary(emitter, recipients, sent,
				(int) sent.stream().filter((document) -> document.type() != DocumentType.SIMPLE).count());
	}

}
