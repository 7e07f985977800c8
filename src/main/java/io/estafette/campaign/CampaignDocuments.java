package io.estafette.campaign;

import java.util.List;
import java.util.UUID;

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

	private final RemoveDocument removeDocument;

	CampaignDocuments(JdbcClient jdbc, FindDocuments findDocuments, RemoveDocument removeDocument) {
		this.jdbc = jdbc;
		this.findDocuments = findDocuments;
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

	/** A duplicate hands out the very same documents (C11). */
	void copy(CampaignId from, CampaignId to) {
		this.jdbc.sql("""
				insert into campaign_document (campaign_id, document_id, position)
				select :to, document_id, position from campaign_document where campaign_id = :from
				""").param("to", to.value()).param("from", from.value()).update();
	}

	/**
	 * Takes one out of a draft, and away for good unless a duplicate has it too.
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
		if (this.jdbc.sql("select count(*) from campaign_document where document_id = ?")
			.param(document.value())
			.query(Integer.class)
			.single() == 0) {
			this.removeDocument.of(document);
		}
	}

	void removeAll(CampaignId id) {
		ids(id).forEach((document) -> remove(id, document));
	}

}
