package io.estafette.diffusion;

import io.estafette.document.DocumentId;
import io.estafette.document.OpenDocument;
import io.estafette.organization.ActorId;
import io.estafette.platform.Refusal;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Opens a document of an author's own draft, to look at it before the send (F8). */
@Service
public class PreviewDiffusionDocument {

	private final DraftAccess access;

	private final DiffusionDocuments documents;

	private final OpenDocument openDocument;

	PreviewDiffusionDocument(DraftAccess access, DiffusionDocuments documents, OpenDocument openDocument) {
		this.access = access;
		this.documents = documents;
		this.openDocument = openDocument;
	}

	/**
	 * The bytes as uploaded; the stream is the caller's to close.
	 * @throws Refusal NOT_FOUND for others' drafts and documents, DIFFUSION_ALREADY_SENT
	 */
	@Transactional
	public OpenDocument.Opened of(FreeDiffusionId id, ActorId actor, DocumentId document) {
		this.access.draft(id, actor);
		if (!this.documents.contains(id, document)) {
			throw Refusal.notFound();
		}
		return this.openDocument.asUploaded(document).orElseThrow(Refusal::notFound);
	}

}
