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

	/**
	 * Removes it, and its bytes and those of its sealed copy unless another document has
	 * the same.
	 */
	@Transactional
	public void of(DocumentId id) {
		this.jdbc.sql("""
				with removed as (delete from document where id = ? returning original_sha256, delivered_sha256)
				select encode(c.sha256, 'hex') from removed r
				cross join lateral (values (r.original_sha256), (r.delivered_sha256)) c (sha256)
				where c.sha256 is not null order by c.sha256
				""")
			.param(id.value())
			.query(String.class)
			.list()
			.stream()
			.map(ContentId::new)
			.forEach(this.contents::removeUnused);
	}

}
