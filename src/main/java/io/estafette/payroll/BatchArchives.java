package io.estafette.payroll;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The archives of batches, in the database in slices while they are worked on. Whoever
 * works on one keeps a copy on this machine's disk meanwhile, readable for nobody else;
 * copies of batches that are done are deleted.
 */
@Component
class BatchArchives {

	private static final int SLICE = 1024 * 1024;

	private static final Path FOLDER = Path.of(System.getProperty("java.io.tmpdir"), "estafette-batches");

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

	/** This machine's copy, which is made unless it is there. */
	synchronized Path copy(BatchId batch) {
		try {
			Files.createDirectories(FOLDER,
					PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
			Path copy = FOLDER.resolve(batch + ".zip");
			if (!Files.exists(copy)) {
				tidy();
				Path unfinished = Files.createTempFile(FOLDER, "unfinished-", ".zip");
				write(batch, unfinished);
				Files.move(unfinished, copy, StandardCopyOption.ATOMIC_MOVE);
			}
			return copy;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** In a transaction: the archive is no longer needed. */
	void forget(BatchId batch) {
		this.jdbc.sql("delete from deposit_batch_archive where batch_id = ?").param(batch.value()).update();
	}

	private void write(BatchId batch, Path file) throws IOException {
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
		}
	}

	/** Deletes the copies of batches that are done, also those that a crash left. */
	synchronized void tidy() throws IOException {
		if (!Files.isDirectory(FOLDER)) {
			return;
		}
		List<UUID> running = this.jdbc.sql("select id from deposit_batch where stored_at is null")
			.query(UUID.class)
			.list();
		try (Stream<Path> copies = Files.list(FOLDER)) {
			for (Path copy : copies.toList()) {
				String name = copy.getFileName().toString().replace(".zip", "");
				if (running.stream().noneMatch((batch) -> name.equals(batch.toString()))) {
					Files.deleteIfExists(copy);
				}
			}
		}
	}

}
