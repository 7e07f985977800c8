package io.estafette.diffusion;

import io.estafette.document.DocumentId;
import io.estafette.document.RenameDocument;
import io.estafette.organization.ActorId;
import io.estafette.platform.Refusal;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Renames a document of a draft before the send (F7). */
@Service
public class RenameDiffusionDocument {

	private final DraftAccess access;

	private final DiffusionDocuments documents;

	private final RenameDocument renameDocument;

	RenameDiffusionDocument(DraftAccess access, DiffusionDocuments documents, RenameDocument renameDocument) {
		this.access = access;
		this.documents = documents;
		this.renameDocument = renameDocument;
	}

	/** Gives it the name that the employee will see. */
	@Transactional
	public void of(FreeDiffusionId id, ActorId actor, DocumentId document, String name) {
		this.access.draft(id, actor);
		if (!this.documents.contains(id, document)) {
			throw Refusal.notFound();
		}
		this.renameDocument.of(document, name);
	}

}
