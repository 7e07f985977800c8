package io.estafette.document;

import java.util.List;

import io.estafette.platform.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Changes a document's type before it is sent (F6); the caller sees to that. */
@Service
public class ChangeDocumentType {

	private final FindDocuments findDocuments;

	private final JdbcClient jdbc;

	ChangeDocumentType(FindDocuments findDocuments, JdbcClient jdbc) {
		this.findDocuments = findDocuments;
		this.jdbc = jdbc;
	}

	/**
	 * Changes it.
	 * @throws Refusal ACTIVE_CONTENT or ALREADY_SIGNED when only the simple type fits
	 * this PDF (F5)
	 */
	@Transactional
	public void of(DocumentId id, DocumentType type) {
		DocumentView document = this.findDocuments.byIds(List.of(id))
			.stream()
			.findFirst()
			.orElseThrow(Refusal::notFound);
		PdfRules.checkType(type, document.activeContent(), document.alreadySigned());
		this.jdbc.sql("update document set type = ? where id = ?").param(type.name()).param(id.value()).update();
	}

}
