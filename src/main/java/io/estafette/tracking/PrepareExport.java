package io.estafette.tracking;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

import io.estafette.platform.BusinessMeters;
import io.estafette.platform.Refusal;
import io.micrometer.core.instrument.Timer;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Prepares the file of an export (C15): one thread reads the lines and writes the file,
 * this one keeps what is written, so that never more than a part of it is in memory. Safe
 * to repeat, also after it was given up: operators may have mended the cause.
 */
@Service
public class PrepareExport {

	/** How long a file can be downloaded. */
	public static final Duration KEPT = Duration.ofDays(7);

	private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

	/** Five full sheets: more than any spreadsheet opens. */
	private static final int MOST_ROWS = 5_000_000;

	private record Wanted(ExportScope scope, Instant from, Instant until, ExportFormat format) {
	}

	private final ExportAccess access;

	private final ReadLedger readLedger;

	private final KeepFile keepFile;

	private final ExportWords.Speak speak;

	private final JdbcClient jdbc;

	PrepareExport(ExportAccess access, ReadLedger readLedger, KeepFile keepFile, ExportWords.Speak speak,
			JdbcClient jdbc) {
		this.access = access;
		this.readLedger = readLedger;
		this.keepFile = keepFile;
		this.speak = speak;
		this.jdbc = jdbc;
	}

	/**
	 * Prepares it, unless that was done.
	 * @return whether there is a file; if not, the export says why
	 */
	public boolean of(UUID export) {
		return of(export, MOST_ROWS);
	}

	boolean of(UUID export, int mostRows) {
		this.jdbc.sql("""
				select subject, campaign_id, nodes, actor_id, first_day, last_day, format from campaign_export
				where id = ? and (state = 'RUNNING' or failure = 'NOT_PREPARED')
				""")
			.param(export)
			.query((row, number) -> new Wanted(ExportScope.of(row), start(row.getObject("first_day", LocalDate.class)),
					start(row.getObject("last_day", LocalDate.class).plusDays(1)),
					ExportFormat.valueOf(row.getString("format"))))
			.optional()
			.ifPresent((wanted) -> prepare(export, wanted, mostRows));
		return this.jdbc.sql("select state <> 'FAILED' from campaign_export where id = ?")
			.param(export)
			.query(Boolean.class)
			.single();
	}

	/** The rights are those of now, not of the request (O6). */
	private void prepare(UUID export, Wanted wanted, int mostRows) {
		if (!isVisible(wanted.scope())) {
			this.keepFile.none(export, ExportFailure.RIGHT_WITHDRAWN);
			return;
		}
		try (ExecutorService writer = Executors.newSingleThreadExecutor();
				PipedInputStream file = new PipedInputStream(KeepFile.SLICE)) {
			OutputStream out = new PipedOutputStream(file);
			this.keepFile.of(export, file, writer.submit(() -> {
				try (out) {
					return write(wanted, out, mostRows);
				}
			}));
		}
		catch (TooManyRowsException ex) {
			this.keepFile.none(export, ExportFailure.TOO_LARGE);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private boolean isVisible(ExportScope scope) {
		try {
			this.access.require(scope.author(), scope);
			return true;
		}
		catch (Refusal refusal) {
			return false;
		}
	}

	private int write(Wanted wanted, OutputStream file, int mostRows) throws IOException {
		ExportWords words = this.speak.to(wanted.scope().author());
		ExportLines lines = ExportLines.of(wanted.scope().subject());
		List<String> heads = words.heads(lines.columns());
		try (ExportWriter writer = switch (wanted.format()) {
			case CSV -> new CsvExport(file, heads);
			case XLSX -> new XlsxExport(file, heads);
		}) {
			return this.readLedger.of(wanted, lines, words, writer, mostRows);
		}
	}

	private static Instant start(LocalDate day) {
		return day.atStartOfDay(PARIS).toInstant();
	}

	private static final class TooManyRowsException extends RuntimeException {

	}

	/** Reads the ledger line by line, as it was at one moment. */
	@Component
	static class ReadLedger {

		private final JdbcTemplate database;

		ReadLedger(JdbcTemplate database) {
			this.database = database;
		}

		/** Writes them; returns how many there were. */
		@Transactional(readOnly = true)
		int of(Wanted wanted, ExportLines lines, ExportWords words, ExportWriter writer, int mostRows) {
			this.database.execute("set local time zone 'Europe/Paris'");
			return Objects.requireNonNull(this.database.execute((Connection connection) -> {
				CopyOut copy = connection.unwrap(PGConnection.class)
					.getCopyAPI()
					.copyOut("copy (%s limit %d) to stdout".formatted(query(wanted, lines), mostRows + 1));
				try {
					return write(copy, lines, words, writer, mostRows);
				}
				catch (IOException ex) {
					throw new UncheckedIOException(ex);
				}
				finally {
					// The connection is good for others once nothing is on its way.
					while (copy.isActive() && copy.readFromCopy() != null) {
					}
				}
			}));
		}

		private static int write(CopyOut copy, ExportLines lines, ExportWords words, ExportWriter writer, int mostRows)
				throws SQLException, IOException {
			CopiedLine line = new CopiedLine(copy.getFieldCount());
			int count = 0;
			for (byte[] bytes = copy.readFromCopy(); bytes != null; bytes = copy.readFromCopy()) {
				if (++count > mostRows) {
					throw new TooManyRowsException();
				}
				line.next(bytes);
				lines.write(line, words, writer);
				writer.end();
			}
			return count;
		}

		/** COPY knows no parameters. These are ids and times, which no quote can end. */
		private static String query(Wanted wanted, ExportLines lines) {
			UUID[] nodes = wanted.scope().nodes();
			return lines.query()
				.replace(":campaign", "'" + wanted.scope().campaign() + "'::uuid")
				.replace(":nodes", (nodes != null)
						? Arrays.stream(nodes).map(UUID::toString).collect(Collectors.joining(",", "'{", "}'::uuid[]"))
						: "null")
				.replace(":from", "'" + wanted.from() + "'::timestamptz")
				.replace(":until", "'" + wanted.until() + "'::timestamptz");
		}

	}

	/** The last word, in a transaction of its own. */
	@Component
	static class KeepFile {

		private static final int SLICE = 1024 * 1024;

		private final Map<ExportFormat, Timer> ready = new EnumMap<>(ExportFormat.class);

		private final Map<ExportFormat, Timer> failed = new EnumMap<>(ExportFormat.class);

		private final JdbcClient jdbc;

		private final Clock clock;

		KeepFile(BusinessMeters meters, JdbcClient jdbc, Clock clock) {
			this.jdbc = jdbc;
			this.clock = clock;
			for (ExportFormat format : ExportFormat.values()) {
				this.ready.put(format, timer(meters, format, "ready"));
				this.failed.put(format, timer(meters, format, "failed"));
			}
		}

		private static Timer timer(BusinessMeters meters, ExportFormat format, String outcome) {
			return meters.timer("estafette.export", "From the request of an export until its file is ready, or not",
					"format", BusinessMeters.tag(format), "outcome", outcome);
		}

		/**
		 * Keeps it, all or nothing.
		 * @param rows how many it has, once it is complete
		 */
		@Transactional
		void of(UUID export, InputStream file, Future<Integer> rows) throws IOException {
			boolean wanted = this.jdbc
				.sql("""
						select 1 from campaign_export where id = ? and (state = 'RUNNING' or failure = 'NOT_PREPARED') for update
						""")
				.param(export)
				.query(Integer.class)
				.optional()
				.isPresent();
			if (!wanted) {
				return;
			}
			long size = keep(export, file);
			Instant now = this.clock.instant();
			this.jdbc.sql("""
					update campaign_export set state = 'READY', failure = null, announced_at = null, rows = :rows,
					  size = :size, ready_at = :now, expires_at = :expires
					where id = :id returning format, requested_at
					""")
				.param("rows", complete(rows))
				.param("size", size)
				.param("now", Timestamp.from(now))
				.param("expires", Timestamp.from(now.plus(KEPT)))
				.param("id", export)
				.query((row, number) -> ended(row, this.ready, now))
				.single();
		}

		private static int complete(Future<Integer> rows) {
			try {
				return rows.get();
			}
			catch (ExecutionException ex) {
				if (ex.getCause() instanceof RuntimeException fault) {
					throw fault;
				}
				throw new IllegalStateException(ex.getCause());
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new IllegalStateException(ex);
			}
		}

		/** There will be no file. */
		@Transactional
		void none(UUID export, ExportFailure failure) {
			Instant now = this.clock.instant();
			this.jdbc.sql("""
					update campaign_export set state = 'FAILED', failure = ?, announced_at = null
					where id = ? and (state = 'RUNNING' or failure = 'NOT_PREPARED') returning format, requested_at
					""")
				.param(failure.name())
				.param(export)
				.query((row, number) -> ended(row, this.failed, now))
				.optional();
		}

		private static Instant ended(ResultSet row, Map<ExportFormat, Timer> durations, Instant now)
				throws SQLException {
			BusinessMeters.record(Objects.requireNonNull(durations.get(ExportFormat.valueOf(row.getString(1)))),
					row.getTimestamp(2).toInstant(), now);
			return now;
		}

		private long keep(UUID export, InputStream file) throws IOException {
			long size = 0;
			int slice = 0;
			for (byte[] part = file.readNBytes(SLICE); part.length > 0; part = file.readNBytes(SLICE)) {
				this.jdbc.sql("insert into campaign_export_slice (export_id, slice, bytes) values (?, ?, ?)")
					.param(export)
					.param(slice++)
					.param(part)
					.update();
				size += part.length;
			}
			return size;
		}

	}

}
