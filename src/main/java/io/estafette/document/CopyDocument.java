package io.estafette.document;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.UUID;

import io.estafette.platform.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes a document with the bytes, the name and the type of another one: whatever is
 * changed in one of them afterwards, the other one stays as it is. The copy gets a seal
 * of its own when it is sent.
 */
@Service
public class CopyDocument {

	private final JdbcClient jdbc;

	private final Clock clock;

	CopyDocument(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Copies it.
	 * @return the copy
	 */
	@Transactional
	public DocumentId of(DocumentId id) {
		DocumentId copy = new DocumentId(UUID.randomUUID());
		int copied = this.jdbc.sql("""
				insert into document (id, brand_id, file_name, name, type, original_sha256, size, pages, active_content,
				  already_signed, created_at)
				select :copy, brand_id, file_name, name, type, original_sha256, size, pages, active_content,
				  already_signed, :now
				from document where id = :id
				""")
			.param("copy", copy.value())
			.param("now", Timestamp.from(this.clock.instant()))
			.param("id", id.value())
			.update();
		if (copied == 0) {
			throw Refusal.notFound();
		}
		return copy;
	}

}
