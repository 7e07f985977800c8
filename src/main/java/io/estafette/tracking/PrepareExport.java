package io.estafette.tracking;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import javax.sql.DataSource;

import io.estafette.platform.BusinessMeters;
import io.estafette.platform.Refusal;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Prepares the file of an export (C15). The lines go from the database to a file on disk
 * and from there into the database, never all at once through memory. Safe to repeat,
 * also after it was given up: operators may have mended the cause.
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
		try {
			Path file = Files.createTempFile("export-", ".tmp");
			try {
				this.keepFile.of(export, file, write(wanted, file, mostRows));
			}
			catch (TooManyRowsException ex) {
				this.keepFile.none(export, ExportFailure.TOO_LARGE);
			}
			finally {
				Files.deleteIfExists(file);
			}
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

	private int write(Wanted wanted, Path file, int mostRows) throws IOException {
		ExportWords words = this.speak.to(wanted.scope().author());
		ExportLines lines = ExportLines.of(wanted.scope().subject());
		List<String> heads = words.heads(lines.columns());
		try (OutputStream out = Files.newOutputStream(file); ExportWriter writer = switch (wanted.format()) {
			case CSV -> new CsvExport(out, heads);
			case XLSX -> new XlsxExport(out, heads);
		}) {
			return this.readLedger.of(wanted, lines, words, writer, mostRows);
		}
	}

	private static Instant start(LocalDate day) {
		return day.atStartOfDay(PARIS).toInstant();
	}

	private static final class TooManyRowsException extends RuntimeException {

	}

	/** Reads the ledger through a cursor, which needs a transaction. */
	@Component
	static class ReadLedger {

		private static final int AT_A_TIME = 1000;

		private final NamedParameterJdbcTemplate rows;

		ReadLedger(DataSource database) {
			JdbcTemplate template = new JdbcTemplate(database);
			template.setFetchSize(AT_A_TIME);
			this.rows = new NamedParameterJdbcTemplate(template);
		}

		@Transactional(readOnly = true)
		int of(Wanted wanted, ExportLines lines, ExportWords words, ExportWriter writer, int mostRows) {
			Map<String, @Nullable Object> values = new HashMap<>();
			values.put("campaign", wanted.scope().campaign());
			values.put("nodes", wanted.scope().nodes());
			values.put("from", Timestamp.from(wanted.from()));
			values.put("until", Timestamp.from(wanted.until()));
			int[] count = { 0 };
			this.rows.query(lines.query(), values, (row) -> {
				if (++count[0] > mostRows) {
					throw new TooManyRowsException();
				}
				try {
					lines.write(row, words, writer);
					writer.end();
				}
				catch (IOException ex) {
					throw new UncheckedIOException(ex);
				}
			});
			return count[0];
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

		@Transactional
		void of(UUID export, Path file, int rows) throws IOException {
			Instant now = this.clock.instant();
			boolean kept = this.jdbc.sql("""
					update campaign_export set state = 'READY', failure = null, announced_at = null, rows = :rows,
					  size = :size, ready_at = :now, expires_at = :expires
					where id = :id and (state = 'RUNNING' or failure = 'NOT_PREPARED') returning format, requested_at
					""")
				.param("rows", rows)
				.param("size", Files.size(file))
				.param("now", Timestamp.from(now))
				.param("expires", Timestamp.from(now.plus(KEPT)))
				.param("id", export)
				.query((row, number) -> ended(row, this.ready, now))
				.optional()
				.isPresent();
			if (kept) {
				keep(export, file);
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

		private void keep(UUID export, Path file) throws IOException {
			try (InputStream bytes = Files.newInputStream(file)) {
				int slice = 0;
				for (byte[] part = bytes.readNBytes(SLICE); part.length > 0; part = bytes.readNBytes(SLICE)) {
					this.jdbc.sql("insert into campaign_export_slice (export_id, slice, bytes) values (?, ?, ?)")
						.param(export)
						.param(slice++)
						.param(part)
						.update();
				}
			}
		}

	}

}
