package io.estafette.document;

import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

import io.estafette.organization.NodeId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes an uploaded PDF in, once it has passed the checks of F5. */
@Service
public class AddDocument {

	private final InspectPdf inspectPdf;

	private final ContentStore contents;

	private final FindDocuments findDocuments;

	private final JdbcClient jdbc;

	private final Clock clock;

	AddDocument(InspectPdf inspectPdf, ContentStore contents, FindDocuments findDocuments, JdbcClient jdbc,
			Clock clock) {
		this.inspectPdf = inspectPdf;
		this.contents = contents;
		this.findDocuments = findDocuments;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Checks and stores it.
	 * @param file the uploaded bytes, which stay the caller's to delete
	 * @param fileName as the user's computer calls it; only shown, never a path
	 * @param name what the employee will see
	 * @throws io.estafette.platform.Refusal with one of the codes of refused files
	 * (product.md section 6)
	 */
	@Transactional
	public DocumentView of(NodeId brand, Path file, String fileName, String name, DocumentType type) {
		InspectPdf.Findings findings = this.inspectPdf.of(file, type);
		ContentId content = this.contents.store(file);
		DocumentId id = new DocumentId(UUID.randomUUID());
		this.jdbc.sql("""
				insert into document (id, brand_id, file_name, name, type, original_sha256, size, pages, active_content,
				  already_signed, created_at)
				values (:id, :brand, :fileName, :name, :type, :content, :size, :pages, :active, :signed, :now)
				""")
			.param("id", id.value())
			.param("brand", brand.value())
			.param("fileName", DocumentNames.fileName(fileName))
			.param("name", DocumentNames.accepted(name))
			.param("type", type.name())
			.param("content", content.digest())
			.param("size", findings.size())
			.param("pages", findings.pages())
			.param("active", findings.activeContent())
			.param("signed", findings.alreadySigned())
			.param("now", Timestamp.from(this.clock.instant()))
			.update();
		return this.findDocuments.byIds(List.of(id)).getFirst();
	}

}
