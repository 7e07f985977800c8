package io.estafette.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

import io.estafette.platform.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Changes a document's type before it is sent (F6); the caller sees to that. A copy that
 * was sealed for another type goes: sealed against any change it could not be signed.
 */
@Service
public class ChangeDocumentType {

	private final FindDocuments findDocuments;

	private final OpenDocument openDocument;

	private final ContentStore contents;

	private final JdbcClient jdbc;

	ChangeDocumentType(FindDocuments findDocuments, OpenDocument openDocument, ContentStore contents, JdbcClient jdbc) {
		this.findDocuments = findDocuments;
		this.openDocument = openDocument;
		this.contents = contents;
		this.jdbc = jdbc;
	}

	/**
	 * Changes it.
	 * @throws Refusal ACTIVE_CONTENT, ALREADY_SIGNED or DAMAGED_PDF when only the simple
	 * type fits this PDF (F5)
	 */
	@Transactional
	public void of(DocumentId id, DocumentType type) {
		DocumentView document = this.findDocuments.byIds(List.of(id))
			.stream()
			.findFirst()
			.orElseThrow(Refusal::notFound);
		PdfRules.checkType(type, document.activeContent(), document.alreadySigned());
		PdfRules.checkStart(type, start(id));
		Optional<ContentId> sealed = this.jdbc.sql("""
				select encode(delivered_sha256, 'hex') from document
				where id = :id and type <> :type and delivered_sha256 is not null for update
				""")
			.param("id", id.value())
			.param("type", type.name())
			.query(String.class)
			.optional()
			.map(ContentId::new);
		this.jdbc.sql("""
				update document set type = :type, delivered_sha256 = null, sealed_at = null
				where id = :id and type <> :type
				""").param("id", id.value()).param("type", type.name()).update();
		sealed.ifPresent(this.contents::removeUnused);
	}

	private byte[] start(DocumentId id) {
		try (InputStream bytes = this.openDocument.asUploaded(id).orElseThrow(Refusal::notFound).stream()) {
			return bytes.readNBytes(5);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
