package io.estafette.document;

import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps the sealed copy of a document: from now on it is what people receive. The first
 * one stays.
 */
@Service
public class RecordSealed {

	private final ContentStore contents;

	private final JdbcClient jdbc;

	private final Clock clock;

	RecordSealed(ContentStore contents, JdbcClient jdbc, Clock clock) {
		this.contents = contents;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Stores the copy, unless the document has one already, or became of another type
	 * while this one was made.
	 * @param type that the copy was made for
	 */
	@Transactional
	public void of(DocumentId id, DocumentType type, Path sealed) {
		boolean waiting = this.jdbc
			.sql("select count(*) from (select from document where id = ? and type = ? and delivered_sha256 is null "
					+ "for update) d")
			.param(id.value())
			.param(type.name())
			.query(Integer.class)
			.single() > 0;
		if (waiting) {
			this.jdbc.sql("""
					update document set delivered_sha256 = ?, sealed_at = ? where id = ?
					""")
				.param(this.contents.store(sealed).digest())
				.param(Timestamp.from(this.clock.instant()))
				.param(id.value())
				.update();
		}
	}

}
