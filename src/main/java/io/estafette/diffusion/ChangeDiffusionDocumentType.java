package io.estafette.diffusion;

import io.estafette.document.ChangeDocumentType;
import io.estafette.document.DocumentId;
import io.estafette.document.DocumentType;
import io.estafette.organization.ActorId;
import io.estafette.organization.Emitter;
import io.estafette.platform.Refusal;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Chooses the type of a document of a draft (F6), among those that the author may send
 * (O4).
 */
@Service
public class ChangeDiffusionDocumentType {

	private final DraftAccess access;

	private final DiffusionDocuments documents;

	private final DocumentTypePolicy types;

	private final ChangeDocumentType changeDocumentType;

	ChangeDiffusionDocumentType(DraftAccess access, DiffusionDocuments documents, DocumentTypePolicy types,
			ChangeDocumentType changeDocumentType) {
		this.access = access;
		this.documents = documents;
		this.types = types;
		this.changeDocumentType = changeDocumentType;
	}

	/**
	 * Changes it; refused when the actor may not, or when the PDF may not (active
	 * content, already signed).
	 */
	@Transactional
	public void of(FreeDiffusionId id, ActorId actor, DocumentId document, DocumentType type) {
		Emitter emitter = this.access.emitter(this.access.draft(id, actor));
		if (!this.documents.contains(id, document)) {
			throw Refusal.notFound();
		}
		this.types.refusal(emitter, type).ifPresent((refusal) -> {
			throw refusal;
		});
		this.changeDocumentType.of(document, type);
	}

}
