package io.estafette.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

import io.estafette.platform.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Changes a document's type before it is sent (F6); the caller sees to that. */
@Service
public class ChangeDocumentType {

	private final FindDocuments findDocuments;

	private final OpenDocument openDocument;

	private final JdbcClient jdbc;

	ChangeDocumentType(FindDocuments findDocuments, OpenDocument openDocument, JdbcClient jdbc) {
		this.findDocuments = findDocuments;
		this.openDocument = openDocument;
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
		this.jdbc.sql("update document set type = ? where id = ?").param(type.name()).param(id.value()).update();
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
