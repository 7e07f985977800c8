package io.estafette.payroll;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.UUID;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

import io.estafette.organization.Actor;
import io.estafette.organization.NodeId;
import io.estafette.platform.Refusal;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes a batch of deposits in (P3): an archive of PDFs with a manifest. Whether it can
 * be read is said at once; its lines are worked on afterwards, one by one judged.
 */
@Service
public class ReceiveBatch {

	/** The largest archive, in bytes. */
	public static final long LARGEST = 2_000_000_000;

	private static final int LONGEST_FILE_NAME = 255;

	private final DepositRules rules;

	private final BatchArchives archives;

	private final ApplicationEventPublisher events;

	private final JdbcClient jdbc;

	private final Clock clock;

	ReceiveBatch(DepositRules rules, BatchArchives archives, ApplicationEventPublisher events, JdbcClient jdbc,
			Clock clock) {
		this.rules = rules;
		this.archives = archives;
		this.events = events;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Receives it.
	 * @param archive a ZIP file, which stays the caller's to delete
	 * @param fileName as the system calls it; only shown
	 * @throws Refusal SERVICE_OFF, NOTHING_SENT, ARCHIVE_TOO_LARGE, ARCHIVE_NOT_READABLE,
	 * or what is wrong with the whole manifest
	 */
	@Transactional
	public BatchId from(Actor system, Path archive, String fileName) {
		NodeId brand = this.rules.brand(system);
		if (this.rules.known(system.id().value(), brand).kinds().isEmpty()) {
			throw new Refusal(Refusal.Kind.FORBIDDEN, "NOTHING_SENT");
		}
		try {
			long size = Files.size(archive);
			if (size > LARGEST) {
				throw new Refusal(Refusal.Kind.TOO_LARGE, "ARCHIVE_TOO_LARGE");
			}
			int lines = lines(archive);
			BatchId id = new BatchId(UUID.randomUUID());
			String name = fileName.replaceAll("[\\p{Cc}\\p{Cf}]+", "").strip();
			this.jdbc.sql("""
					insert into deposit_batch (id, system_id, brand_id, file_name, size, state, lines, received_at)
					values (?, ?, ?, ?, ?, 'RUNNING', ?, ?)
					""")
				.param(id.value())
				.param(system.id().value())
				.param(brand.value())
				.param(name.isEmpty() ? "archive.zip" : name.substring(0, Math.min(name.length(), LONGEST_FILE_NAME)))
				.param(size)
				.param(lines)
				.param(Timestamp.from(this.clock.instant()))
				.update();
			this.archives.store(id, archive);
			this.events.publishEvent(new BatchReceived(id.value()));
			return id;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static int lines(Path archive) throws IOException {
		try (ZipFile zip = new ZipFile(archive.toFile())) {
			return ReadManifest.of(zip, (number, fields) -> {
			});
		}
		catch (ZipException ex) {
			throw new Refusal(Refusal.Kind.INVALID, "ARCHIVE_NOT_READABLE");
		}
	}

}
