package io.estafette.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.estafette.organization.ActorId;
import io.estafette.platform.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes an uploaded PDF for use, once (P1). */
@Service
public class TakeUpload {

	static final Duration KEPT = Duration.ofHours(24);

	/**
	 * An upload.
	 *
	 * @param content a copy of its bytes, the caller's to delete
	 * @param used whether it was used before: then only a repeat of that use may have it
	 */
	public record Taken(String fileName, Path content, boolean used) {
	}

	private final ContentStore contents;

	private final JdbcClient jdbc;

	private final Clock clock;

	TakeUpload(ContentStore contents, JdbcClient jdbc, Clock clock) {
		this.contents = contents;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Marks it used and copies its bytes.
	 * @throws Refusal UPLOAD_NOT_FOUND when the system has no such upload, or it is older
	 * than 24 hours
	 */
	@Transactional
	public Taken of(ActorId actor, UploadId id) {
		record Row(String fileName, String sha256, boolean used, Instant createdAt) {
		}
		Instant now = this.clock.instant();
		Row row = this.jdbc.sql("""
				select file_name, encode(sha256, 'hex'), used_at is not null, created_at from upload
				where id = ? and actor_id = ? for update
				""")
			.param(id.value())
			.param(actor.value())
			.query((found, number) -> new Row(found.getString(1), found.getString(2), found.getBoolean(3),
					found.getTimestamp(4).toInstant()))
			.optional()
			.filter((found) -> found.used() || found.createdAt().isAfter(now.minus(KEPT)))
			.orElseThrow(() -> new Refusal(Refusal.Kind.NOT_FOUND, "UPLOAD_NOT_FOUND"));
		this.jdbc.sql("update upload set used_at = coalesce(used_at, ?) where id = ?")
			.param(Timestamp.from(now))
			.param(id.value())
			.update();
		try {
			Path copy = Files.createTempFile("upload-", ".pdf");
			try (InputStream bytes = this.contents.open(new ContentId(row.sha256()))) {
				Files.copy(bytes, copy, StandardCopyOption.REPLACE_EXISTING);
			}
			return new Taken(row.fileName(), copy, row.used());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
