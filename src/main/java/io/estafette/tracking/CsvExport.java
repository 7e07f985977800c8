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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** CSV as spreadsheets in French locale open it with a double click. */
final class CsvExport implements ExportWriter {

	private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

	private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("dd/MM/yyyy HH:", Locale.FRENCH)
		.withZone(PARIS);

	private static final int SECONDS_OF_AN_HOUR = 3600;

	/** Line ends of every alphabet, and what no cell can show. */
	private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]+");

	/** What a spreadsheet may take for a formula, also behind what it does not show. */
	private static final Pattern FORMULA = Pattern.compile("[\\p{Z}\\p{Cf}]*[=+\\-@\\uff1d\\uff0b\\uff0d\\uff20]");

	private final Writer out;

	/** How the times of an hour begin: Paris is a number of whole hours from UTC. */
	private final Map<Long, String> hours = new HashMap<>();

	private boolean begun;

	CsvExport(OutputStream out, List<String> heads) throws IOException {
		this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
		// The mark tells spreadsheets that it is UTF-8.
		this.out.write('\uFEFF');
		for (String head : heads) {
			text(head);
		}
		end();
	}

	@Override
	public void text(@Nullable String text) throws IOException {
		next();
		if (text != null) {
			this.out.write(isPlain(text) ? text : cell(text));
		}
	}

	@Override
	public void time(@Nullable Instant at) throws IOException {
		next();
		if (at != null) {
			long hour = Math.floorDiv(at.getEpochSecond(), SECONDS_OF_AN_HOUR);
			int seconds = Math.floorMod(at.getEpochSecond(), SECONDS_OF_AN_HOUR);
			this.out.write(this.hours.computeIfAbsent(hour, (begins) -> HOUR.format(at)));
			twoDigits(seconds / 60);
			this.out.write(':');
			twoDigits(seconds % 60);
		}
	}

	@Override
	public void end() throws IOException {
		this.out.write("\r\n");
		this.begun = false;
	}

	@Override
	public void close() throws IOException {
		this.out.close();
	}

	private void next() throws IOException {
		if (this.begun) {
			this.out.write(';');
		}
		this.begun = true;
	}

	/**
	 * Whether it begins with a letter or digit and goes on with what every spreadsheet
	 * takes as it is: nearly every cell, found out faster than by patterns.
	 */
	private static boolean isPlain(String text) {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
					|| c >= '\u00c0' && c <= '\u024f';
			boolean mark = i > 0 && (c == ' ' || c == '-' || c == '\'' || c == '.' || c == ',' || c == '/' || c == ':'
					|| c == '(' || c == ')' || c == '_');
			if (!letter && !mark) {
				return false;
			}
		}
		return true;
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

	private void twoDigits(int number) throws IOException {
		this.out.write('0' + number / 10);
		this.out.write('0' + number % 10);
	}

}
