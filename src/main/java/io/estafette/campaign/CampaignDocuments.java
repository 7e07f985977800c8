package io.estafette.campaign;

import java.util.List;
import java.util.UUID;

import io.estafette.document.CopyDocument;
import io.estafette.document.DocumentId;
import io.estafette.document.DocumentView;
import io.estafette.document.FindDocuments;
import io.estafette.document.RemoveDocument;
import io.estafette.platform.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The documents of campaigns, in the order in which people see them. */
@Component
class CampaignDocuments {

	private final JdbcClient jdbc;

	private final FindDocuments findDocuments;

	private final CopyDocument copyDocument;

	private final RemoveDocument removeDocument;

	CampaignDocuments(JdbcClient jdbc, FindDocuments findDocuments, CopyDocument copyDocument,
			RemoveDocument removeDocument) {
		this.jdbc = jdbc;
		this.findDocuments = findDocuments;
		this.copyDocument = copyDocument;
		this.removeDocument = removeDocument;
	}

	List<DocumentView> of(CampaignId id) {
		return this.findDocuments.byIds(ids(id));
	}

	private List<DocumentId> ids(CampaignId id) {
		return this.jdbc
			.sql("select document_id from campaign_document where campaign_id = ? order by position, document_id")
			.param(id.value())
			.query((row, number) -> new DocumentId(row.getObject(1, UUID.class)))
			.list();
	}

	void add(CampaignId id, DocumentId document) {
		this.jdbc.sql("""
				insert into campaign_document (campaign_id, document_id, position)
				select :campaign, :document, coalesce(max(position), 0) + 1
				from campaign_document where campaign_id = :campaign
				""").param("campaign", id.value()).param("document", document.value()).update();
	}

	/**
	 * A duplicate gets documents of its own (C11): what is changed in it concerns nobody
	 * whom the original serves.
	 */
	void copy(CampaignId from, CampaignId to) {
		ids(from).forEach((document) -> add(to, this.copyDocument.of(document)));
	}

	/**
	 * Whether all can be handed over: sealed or prepared, where their type asks for it.
	 */
	boolean areSealed(CampaignId id) {
		return this.jdbc.sql("""
				select not exists (select 1 from campaign_document c join document d on d.id = c.document_id
				  where c.campaign_id = ? and d.type <> 'SIMPLE' and d.delivered_sha256 is null)
				""").param(id.value()).query(Boolean.class).single();
	}

	/**
	 * Takes one out of a draft, and away for good.
	 * @throws Refusal NOT_FOUND when the campaign has no such document
	 */
	void remove(CampaignId id, DocumentId document) {
		int removed = this.jdbc.sql("delete from campaign_document where campaign_id = ? and document_id = ?")
			.param(id.value())
			.param(document.value())
			.update();
		if (removed == 0) {
			throw Refusal.notFound();
		}
		this.removeDocument.of(document);
	}

	void removeAll(CampaignId id) {
		ids(id).forEach((document) -> remove(id, document));
	}

}
