package io.estafette.document;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.estafette.organization.NodeId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Finds documents by id, whoever asks: check rights first. */
@Service
public class FindDocuments {

	private final JdbcClient jdbc;

	FindDocuments(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Those of these ids that exist, in the order asked for. */
	public List<DocumentView> byIds(List<DocumentId> ids) {
		Map<DocumentId, DocumentView> found = this.jdbc.sql("select * from document where id = any(?)")
			.param(ids.stream().map(DocumentId::value).toArray(UUID[]::new))
			.query((row, number) -> new DocumentView(new DocumentId(row.getObject("id", UUID.class)),
					new NodeId(row.getObject("brand_id", UUID.class)), row.getString("file_name"),
					row.getString("name"), DocumentType.valueOf(row.getString("type")), row.getLong("size"),
					row.getInt("pages"), row.getBoolean("active_content"), row.getBoolean("already_signed")))
			.list()
			.stream()
			.collect(Collectors.toMap(DocumentView::id, Function.identity()));
		return ids.stream().filter(found::containsKey).map(found::get).toList();
	}

}
