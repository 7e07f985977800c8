package io.estafette.document;

import java.io.InputStream;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Opens a document's bytes, whoever asks: check rights first. */
@Service
public class OpenDocument {

	/**
	 * The bytes of a document.
	 *
	 * @param size how many there are
	 * @param stream read once, in slices; to be closed
	 */
	public record Opened(String name, long size, InputStream stream) {
	}

	private final JdbcClient jdbc;

	private final ContentStore contents;

	OpenDocument(JdbcClient jdbc, ContentStore contents) {
		this.jdbc = jdbc;
		this.contents = contents;
	}

	/** As people receive it: a protected document only once it is sealed. */
	public Optional<Opened> asDelivered(DocumentId id) {
		return open(id, "case when type = 'SIMPLE' then original_sha256 else delivered_sha256 end");
	}

	/** As it was uploaded. */
	public Optional<Opened> asUploaded(DocumentId id) {
		return open(id, "original_sha256");
	}

	private Optional<Opened> open(DocumentId id, String which) {
		record Stored(String name, ContentId content) {
		}
		return this.jdbc
			.sql("select name, encode(" + which + ", 'hex') from document where id = ? and " + which + " is not null")
			.param(id.value())
			.query((row, number) -> new Stored(row.getString(1), new ContentId(row.getString(2))))
			.optional()
			// Not while the row is mapped: that would take a second connection.
			.map((stored) -> new Opened(stored.name(), this.contents.size(stored.content()),
					this.contents.open(stored.content())));
	}

}
