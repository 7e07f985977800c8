package io.estafette.diffusion;

import io.estafette.document.DocumentId;
import io.estafette.document.RemoveDocument;
import io.estafette.organization.ActorId;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Removes a document from a draft. Safe to repeat. */
@Service
public class RemoveDiffusionDocument {

	private final DraftAccess access;

	private final DiffusionDocuments documents;

	private final RemoveDocument removeDocument;

	RemoveDiffusionDocument(DraftAccess access, DiffusionDocuments documents, RemoveDocument removeDocument) {
		this.access = access;
		this.documents = documents;
		this.removeDocument = removeDocument;
	}

	/** Removes it, with its content unless another document has the same. */
	@Transactional
	public void of(FreeDiffusionId id, ActorId actor, DocumentId document) {
		this.access.draft(id, actor);
		if (this.documents.contains(id, document)) {
			this.documents.remove(id, document);
			this.removeDocument.of(document);
		}
	}

}
