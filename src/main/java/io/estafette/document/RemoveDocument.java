package io.estafette.document;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Removes a document that was never sent; the caller sees to that. Safe to repeat. */
@Service
public class RemoveDocument {

	private final JdbcClient jdbc;

	RemoveDocument(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Removes it, and its bytes unless another document has the same. */
	@Transactional
	public void of(DocumentId id) {
		this.jdbc.sql("""
				with removed as (delete from document where id = :id returning original_sha256)
				select encode(original_sha256, 'hex') from removed
				""").param("id", id.value()).query(String.class).optional().ifPresent((sha256) -> this.jdbc.sql("""
				delete from content c where sha256 = decode(?, 'hex') and not exists (
				  select 1 from document d where d.original_sha256 = c.sha256 or d.delivered_sha256 = c.sha256)
				""").param(sha256).update());
	}

}
