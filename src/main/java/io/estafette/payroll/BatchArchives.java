package io.estafette.payroll;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The archives of batches, in the database in slices while they are worked on. Whoever
 * works on one keeps a copy on this machine's disk meanwhile, readable for nobody else;
 * copies of batches that are done are deleted: at once where their last line was stored,
 * and within minutes where another copy of the application stored it, or none could.
 */
@Component
class BatchArchives {

	private static final Logger log = LoggerFactory.getLogger(BatchArchives.class);

	private static final int SLICE = 1024 * 1024;

	private static final Path FOLDER = Path.of(System.getProperty("java.io.tmpdir"), "estafette-batches");

	private static final String UNFINISHED = "unfinished-";

	private static final Duration ABANDONED = Duration.ofDays(1);

	private final JdbcClient jdbc;

	BatchArchives(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** In a transaction: keeps an archive, slice by slice. */
	void store(BatchId batch, Path archive) throws IOException {
		try (InputStream bytes = Files.newInputStream(archive)) {
			int slice = 0;
			for (byte[] part = bytes.readNBytes(SLICE); part.length > 0; part = bytes.readNBytes(SLICE)) {
				this.jdbc.sql("insert into deposit_batch_archive (batch_id, slice, bytes) values (?, ?, ?)")
					.param(batch.value())
					.param(slice++)
					.param(part)
					.update();
			}
		}
	}

	/**
	 * This machine's copy, which is made unless it is there; empty once the last line is
	 * stored.
	 */
	synchronized Optional<Path> copy(BatchId batch) {
		try {
			Files.createDirectories(FOLDER,
					PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
			Path copy = copyOf(batch.value());
			if (!Files.exists(copy)) {
				Path unfinished = Files.createTempFile(FOLDER, UNFINISHED, ".zip");
				if (!write(batch, unfinished)) {
					delete(unfinished);
					return Optional.empty();
				}
				Files.move(unfinished, copy, StandardCopyOption.ATOMIC_MOVE);
			}
			return Optional.of(copy);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** In a transaction: the archive is no longer needed, nor is the copy then. */
	void forget(BatchId batch) {
		this.jdbc.sql("delete from deposit_batch_archive where batch_id = ?").param(batch.value()).update();
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

			@Override
			public void afterCommit() {
				delete(copyOf(batch.value()));
			}

		});
	}

	private static Path copyOf(UUID batch) {
		return FOLDER.resolve(batch + ".zip");
	}

	private boolean write(BatchId batch, Path file) throws IOException {
		try (OutputStream bytes = Files.newOutputStream(file)) {
			int slices = this.jdbc.sql("select count(*) from deposit_batch_archive where batch_id = ?")
				.param(batch.value())
				.query(Integer.class)
				.single();
			for (int slice = 0; slice < slices; slice++) {
				bytes.write(this.jdbc.sql("select bytes from deposit_batch_archive where batch_id = ? and slice = ?")
					.param(batch.value())
					.param(slice)
					.query((row, number) -> row.getBytes(1))
					.single());
			}
			return slices > 0;
		}
	}

	/**
	 * Deletes the copies of batches that are done, and what nobody has touched for a day:
	 * a crash left it.
	 */
	@Scheduled(fixedDelayString = "PT15M", initialDelayString = "PT10S")
	public synchronized void tidy() throws IOException {
		if (!Files.isDirectory(FOLDER)) {
			return;
		}
		List<Path> files;
		try (Stream<Path> found = Files.list(FOLDER)) {
			files = found.toList();
		}
		this.jdbc.sql("select id from deposit_batch where id = any(?) and stored_at is not null")
			.param(files.stream().map(BatchArchives::batch).flatMap(Optional::stream).toArray(UUID[]::new))
			.query(UUID.class)
			.list()
			.forEach((done) -> delete(copyOf(done)));
		Path fresh = Files.createTempFile(FOLDER, UNFINISHED, ".zip");
		Instant old = changed(fresh).minus(ABANDONED);
		delete(fresh);
		for (Path file : files) {
			if (Files.exists(file) && changed(file).isBefore(old)) {
				delete(file);
			}
		}
	}

	private static Instant changed(Path file) throws IOException {
		return Files.getLastModifiedTime(file).toInstant();
	}

	private static Optional<UUID> batch(Path file) {
		try {
			return Optional.of(UUID.fromString(file.getFileName().toString().replace(".zip", "")));
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	private static void delete(Path file) {
		try {
			Files.deleteIfExists(file);
		}
		catch (IOException ex) {
			log.warn("A copy of a batch's archive cannot be deleted now", ex);
		}
	}

}
