package io.estafette.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Clock;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.support.SqlBinaryValue;
import org.springframework.stereotype.Component;

/** Keeps bytes once by their SHA-256, however many documents and people they serve. */
@Component
class ContentStore {

	/** How much of a content is in memory at once while it is read, in bytes. */
	private static final int SLICE = 256 * 1024;

	private final JdbcClient jdbc;

	private final Clock clock;

	ContentStore(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/** In a transaction: stores a file's bytes, unless the same are there already. */
	ContentId store(Path file) {
		try {
			ContentId id = ContentId.of(digest(file));
			lock(id);
			long size = Files.size(file);
			try (DigestInputStream bytes = digesting(Files.newInputStream(file))) {
				this.jdbc.sql("""
						insert into content (sha256, size, bytes, created_at) values (:sha256, :size, :bytes, :now)
						on conflict (sha256) do nothing
						""")
					.param("sha256", id.digest())
					.param("size", size)
					.param("bytes", new SqlBinaryValue(bytes, size))
					.param("now", Timestamp.from(this.clock.instant()))
					.update();
				if (!ContentId.of(bytes.getMessageDigest().digest()).equals(id)) {
					throw new IllegalStateException("The file changed while it was stored");
				}
			}
			return id;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** In a transaction: removes bytes that nobody has any more. */
	void removeUnused(ContentId id) {
		lock(id);
		this.jdbc.sql("""
				delete from content c where sha256 = ? and not exists (
				  select 1 from document d where d.original_sha256 = c.sha256 or d.delivered_sha256 = c.sha256)
				and not exists (select 1 from upload u where u.sha256 = c.sha256)
				and not exists (select 1 from kept_content k where k.sha256 = c.sha256)
				""").param(id.digest()).update();
	}

	/** How many bytes it has. */
	long size(ContentId id) {
		return this.jdbc.sql("select size from content where sha256 = ?").param(id.digest()).query(Long.class).single();
	}

	/** Its bytes, read slice by slice. */
	InputStream open(ContentId id) {
		return new SlicedStream(id.digest(), size(id));
	}

	/** Until the transaction ends, nobody else stores or removes these bytes. */
	private void lock(ContentId id) {
		this.jdbc.sql("select pg_advisory_xact_lock(?)")
			.param(ByteBuffer.wrap(id.digest()).getLong())
			.query((row, number) -> id)
			.single();
	}

	private static byte[] digest(Path file) throws IOException {
		try (InputStream bytes = Files.newInputStream(file)) {
			return digest(bytes);
		}
	}

	static byte[] digest(InputStream source) throws IOException {
		DigestInputStream bytes = digesting(source);
		bytes.transferTo(OutputStream.nullOutputStream());
		return bytes.getMessageDigest().digest();
	}

	private static DigestInputStream digesting(InputStream source) {
		try {
			return new DigestInputStream(source, MessageDigest.getInstance("SHA-256"));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private final class SlicedStream extends InputStream {

		private final byte[] sha256;

		private final long size;

		private long next;

		private byte[] slice = new byte[0];

		private int position;

		SlicedStream(byte[] sha256, long size) {
			this.sha256 = sha256;
			this.size = size;
		}

		@Override
		public int read() {
			return fill() ? this.slice[this.position++] & 0xff : -1;
		}

		@Override
		public int read(byte[] target, int offset, int length) {
			if (length == 0) {
				return 0;
			}
			if (!fill()) {
				return -1;
			}
			int count = Math.min(length, this.slice.length - this.position);
			System.arraycopy(this.slice, this.position, target, offset, count);
			this.position += count;
			return count;
		}

		private boolean fill() {
			if (this.position < this.slice.length) {
				return true;
			}
			if (this.next >= this.size) {
				return false;
			}
			this.slice = ContentStore.this.jdbc
				.sql("select substring(bytes from ? for ?) from content where sha256 = ?")
				.param((int) this.next + 1)
				.param(SLICE)
				.param(this.sha256)
				.query((row, number) -> row.getBytes(1))
				.single();
			this.next += this.slice.length;
			this.position = 0;
			return this.slice.length > 0;
		}

	}

}
