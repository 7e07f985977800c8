package io.estafette.document;

import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.UUID;

import io.estafette.organization.ActorId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps a PDF that a system uploads before it speaks of it (P1): for 24 hours, to be used
 * once, by that system.
 */
@Service
public class KeepUpload {

	private final InspectPdf inspectPdf;

	private final ContentStore contents;

	private final JdbcClient jdbc;

	private final Clock clock;

	KeepUpload(InspectPdf inspectPdf, ContentStore contents, JdbcClient jdbc, Clock clock) {
		this.inspectPdf = inspectPdf;
		this.contents = contents;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Checks and keeps it.
	 * @param file the uploaded bytes, which stay the caller's to delete
	 * @throws io.estafette.platform.Refusal with one of the codes of refused files
	 * (product.md section 6)
	 */
	@Transactional
	public UploadId of(ActorId actor, Path file, String fileName) {
		this.inspectPdf.of(file, DocumentType.SIMPLE);
		UploadId id = new UploadId(UUID.randomUUID());
		this.jdbc.sql("insert into upload (id, actor_id, file_name, sha256, created_at) values (?, ?, ?, ?, ?)")
			.param(id.value())
			.param(actor.value())
			.param(DocumentNames.fileName(fileName))
			.param(this.contents.store(file).digest())
			.param(Timestamp.from(this.clock.instant()))
			.update();
		return id;
	}

}
