package io.estafette.campaign;

import io.estafette.document.DocumentId;
import io.estafette.document.OpenDocument;
import io.estafette.organization.ActorId;
import io.estafette.platform.Refusal;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Opens a document of a campaign, for those who may run campaigns for its target (C13).
 */
@Service
public class OpenCampaignDocument {

	private final CampaignAccess access;

	private final CampaignDocuments documents;

	private final OpenDocument openDocument;

	OpenCampaignDocument(CampaignAccess access, CampaignDocuments documents, OpenDocument openDocument) {
		this.access = access;
		this.documents = documents;
		this.openDocument = openDocument;
	}

	/**
	 * The bytes that people receive, or those that were uploaded while it is not sealed;
	 * the stream is the caller's to close.
	 * @throws Refusal NOT_FOUND
	 */
	@Transactional(readOnly = true)
	public OpenDocument.Opened of(CampaignId id, ActorId actor, DocumentId document) {
		this.access.visible(id, actor);
		if (this.documents.of(id).stream().noneMatch((found) -> found.id().equals(document))) {
			throw Refusal.notFound();
		}
		return this.openDocument.asDelivered(document)
			.or(() -> this.openDocument.asUploaded(document))
			.orElseThrow(Refusal::notFound);
	}

}
