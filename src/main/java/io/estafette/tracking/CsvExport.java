package io.estafette.tracking;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/** CSV as spreadsheets in French locale open it with a double click. */
final class CsvExport implements ExportWriter {

	private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm:ss", Locale.FRENCH)
		.withZone(PARIS);

	/** Line ends of every alphabet, and what no cell can show. */
	private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]+");

	/** What a spreadsheet may take for a formula, also behind what it does not show. */
	private static final Pattern FORMULA = Pattern.compile("[\\p{Z}\\p{Cf}]*[=+\\-@\\uff1d\\uff0b\\uff0d\\uff20]");

	private final ExportWords words;

	private final Writer out;

	CsvExport(OutputStream out, ExportWords words) throws IOException {
		this.words = words;
		this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
		// The mark tells spreadsheets that it is UTF-8.
		this.out.write('\uFEFF');
		line(words.heads());
	}

	@Override
	public void write(ExportRow row) throws IOException {
		line(List.of(row.matricule(), row.lastName(), row.firstName(), row.agencyCode(), row.agency(),
				this.words.trigger(row.trigger()), row.document(), time(row.deliveredAt()), time(row.notifiedAt()),
				time(row.openedAt()), time(row.signedAt()), this.words.state(row.state()),
				this.words.reason(row.state(), row.reason())));
	}

	@Override
	public void close() throws IOException {
		this.out.close();
	}

	private void line(List<String> cells) throws IOException {
		this.out.write(cells.stream().map(CsvExport::cell).collect(Collectors.joining(";")));
		this.out.write("\r\n");
	}

	/** A spreadsheet must take no cell for a formula. */
	static String cell(String text) {
		String harmless = harmless(text);
		boolean plain = harmless.indexOf(';') < 0 && harmless.indexOf('"') < 0;
		return plain ? harmless : "\"" + harmless.replace("\"", "\"\"") + "\"";
	}

	static String harmless(String text) {
		// Nor may letters that nobody sees hide one.
		String oneLine = UNPRINTABLE.matcher(text).replaceAll(" ");
		return FORMULA.matcher(oneLine).lookingAt() ? "'" + oneLine : oneLine;
	}

	private static String time(@Nullable Instant at) {
		return (at != null) ? TIME.format(at) : "";
	}

}
