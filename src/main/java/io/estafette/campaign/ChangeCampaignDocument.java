package io.estafette.campaign;

import io.estafette.document.ChangeDocumentType;
import io.estafette.document.DocumentId;
import io.estafette.document.RenameDocument;
import io.estafette.organization.ActorId;
import io.estafette.organization.HasOption;
import io.estafette.platform.Refusal;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Renames a document of a draft, or asks for its signature (F7, C7). */
@Service
public class ChangeCampaignDocument {

	private final CampaignAccess access;

	private final CampaignDocuments documents;

	private final HasOption hasOption;

	private final RenameDocument renameDocument;

	private final ChangeDocumentType changeType;

	ChangeCampaignDocument(CampaignAccess access, CampaignDocuments documents, HasOption hasOption,
			RenameDocument renameDocument, ChangeDocumentType changeType) {
		this.access = access;
		this.documents = documents;
		this.hasOption = hasOption;
		this.renameDocument = renameDocument;
		this.changeType = changeType;
	}

	/**
	 * Changes it.
	 * @throws Refusal NOT_FOUND, CAMPAIGN_NOT_DRAFT, NAME_MISSING, NAME_TOO_LONG, or why
	 * this PDF cannot be of the type (F5)
	 */
	@Transactional
	public void of(CampaignId id, ActorId actor, DocumentId document, String name, boolean toSign) {
		Campaign campaign = this.access.draft(id, actor);
		if (this.documents.of(id).stream().noneMatch((found) -> found.id().equals(document))) {
			throw Refusal.notFound();
		}
		this.renameDocument.of(document, name);
		this.changeType.of(document, AddCampaignDocument.type(this.hasOption, campaign.brand(), toSign));
	}

}
