package io.estafette.campaign;

import io.estafette.document.DocumentId;
import io.estafette.organization.ActorId;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes a document out of a draft. */
@Service
public class RemoveCampaignDocument {

	private final CampaignAccess access;

	private final CampaignDocuments documents;

	RemoveCampaignDocument(CampaignAccess access, CampaignDocuments documents) {
		this.access = access;
		this.documents = documents;
	}

	/**
	 * Removes it.
	 * @throws Refusal NOT_FOUND or CAMPAIGN_NOT_DRAFT
	 */
	@Transactional
	public void from(CampaignId id, ActorId actor, DocumentId document) {
		this.access.draft(id, actor);
		this.documents.remove(id, document);
	}

}
