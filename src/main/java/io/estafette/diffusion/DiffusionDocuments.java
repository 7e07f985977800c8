package io.estafette.diffusion;

import java.util.List;
import java.util.UUID;

import io.estafette.document.DocumentId;
import io.estafette.document.DocumentView;
import io.estafette.document.FindDocuments;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The documents of a free diffusion, in the order in which people see them. */
@Component
class DiffusionDocuments {

	private final JdbcClient jdbc;

	private final FindDocuments findDocuments;

	DiffusionDocuments(JdbcClient jdbc, FindDocuments findDocuments) {
		this.jdbc = jdbc;
		this.findDocuments = findDocuments;
	}

	List<DocumentView> of(FreeDiffusionId id) {
		return this.findDocuments.byIds(this.jdbc.sql(
				"select document_id from free_diffusion_document where diffusion_id = ? order by position, document_id")
			.param(id.value())
			.query((row, number) -> new DocumentId(row.getObject(1, UUID.class)))
			.list());
	}

	void add(FreeDiffusionId id, DocumentId document) {
		this.jdbc.sql("""
				insert into free_diffusion_document (diffusion_id, document_id, position)
				select :diffusion, :document, coalesce(max(position), 0) + 1
				from free_diffusion_document where diffusion_id = :diffusion
				""").param("diffusion", id.value()).param("document", document.value()).update();
	}

	void order(FreeDiffusionId id, List<DocumentId> order) {
		this.jdbc.sql("""
				update free_diffusion_document d set position = o.position
				from unnest(cast(? as uuid[])) with ordinality as o(document_id, position)
				where d.diffusion_id = ? and d.document_id = o.document_id
				""").param(order.stream().map(DocumentId::value).toArray(UUID[]::new)).param(id.value()).update();
	}

	boolean contains(FreeDiffusionId id, DocumentId document) {
		return this.jdbc.sql("select count(*) from free_diffusion_document where diffusion_id = ? and document_id = ?")
			.param(id.value())
			.param(document.value())
			.query(Integer.class)
			.single() > 0;
	}

	void remove(FreeDiffusionId id, DocumentId document) {
		this.jdbc.sql("delete from free_diffusion_document where diffusion_id = ? and document_id = ?")
			.param(id.value())
			.param(document.value())
			.update();
	}

}
