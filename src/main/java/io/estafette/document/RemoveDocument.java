package io.estafette.document;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Removes a document that was never sent; the caller sees to that. Safe to repeat. */
@Service
public class RemoveDocument {

	private final ContentStore contents;

	private final JdbcClient jdbc;

	RemoveDocument(ContentStore contents, JdbcClient jdbc) {
		this.contents = contents;
		this.jdbc = jdbc;
	}

	/** Removes it, and its bytes unless another document has the same. */
	@Transactional
	public void of(DocumentId id) {
		this.jdbc.sql("delete from document where id = ? returning encode(original_sha256, 'hex')")
			.param(id.value())
			.query(String.class)
			.optional()
			.map(ContentId::new)
			.ifPresent(this.contents::removeUnused);
	}

}
