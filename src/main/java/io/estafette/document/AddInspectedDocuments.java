package io.estafette.document;

import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

import io.estafette.organization.NodeId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Stores PDFs that {@link InspectPdf} has accepted, many at once. */
@Service
public class AddInspectedDocuments {

	/**
	 * An accepted PDF.
	 *
	 * @param id that it gets
	 * @param file the bytes, which stay the caller's to delete
	 * @param fileName as the user's computer calls it; only shown, never a path
	 * @param name what the employee will see
	 */
	public record Inspected(DocumentId id, Path file, String fileName, String name, InspectPdf.Findings findings) {
	}

	private final ContentStore contents;

	private final JdbcClient jdbc;

	private final Clock clock;

	AddInspectedDocuments(ContentStore contents, JdbcClient jdbc, Clock clock) {
		this.contents = contents;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Stores them.
	 * @throws io.estafette.platform.Refusal NAME_MISSING or NAME_TOO_LONG
	 */
	@Transactional
	public void of(NodeId brand, DocumentType type, List<Inspected> documents) {
		Map<Inspected, byte[]> digests = new HashMap<>();
		documents.forEach((document) -> digests.put(document, this.contents.store(document.file()).digest()));
		this.jdbc.sql("""
				insert into document (id, brand_id, file_name, name, type, original_sha256, size, pages, active_content,
				  already_signed, created_at)
				select d.id, :brand, d.file_name, d.name, :type, d.content, d.size, d.pages, d.active, d.signed, :now
				from unnest(:ids::uuid[], :fileNames::text[], :names::text[], :contents::bytea[], :sizes::bigint[],
				  :pages::int[], :active::boolean[], :signed::boolean[])
				  as d (id, file_name, name, content, size, pages, active, signed)
				""")
			.param("brand", brand.value())
			.param("type", type.name())
			.param("ids", column(documents, UUID[]::new, (document) -> document.id().value()))
			.param("fileNames",
					column(documents, String[]::new, (document) -> DocumentNames.fileName(document.fileName())))
			.param("names", column(documents, String[]::new, (document) -> DocumentNames.accepted(document.name())))
			.param("contents", column(documents, byte[][]::new, digests::get))
			.param("sizes", column(documents, Long[]::new, (document) -> document.findings().size()))
			.param("pages", column(documents, Integer[]::new, (document) -> document.findings().pages()))
			.param("active", column(documents, Boolean[]::new, (document) -> document.findings().activeContent()))
			.param("signed", column(documents, Boolean[]::new, (document) -> document.findings().alreadySigned()))
			.param("now", Timestamp.from(this.clock.instant()))
			.update();
	}

	private static <T> T[] column(List<Inspected> documents, java.util.function.IntFunction<T[]> array,
			Function<Inspected, T> value) {
		return documents.stream().map(value).toArray(array);
	}

}
