package io.estafette.tracking;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** CSV as spreadsheets in French locale open it with a double click. */
final class CsvExport implements ExportWriter {

	/** Line ends of every alphabet, and what no cell can show. */
	private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]+");

	/** What a spreadsheet may take for a formula, also behind what it does not show. */
	private static final Pattern FORMULA = Pattern.compile("[\\p{Z}\\p{Cf}]*[=+\\-@\\uff1d\\uff0b\\uff0d\\uff20]");

	private final Writer out;

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
	public void time(@Nullable String at) throws IOException {
		next();
		if (at != null) {
			this.out.write(at, 8, 2);
			this.out.write('/');
			this.out.write(at, 5, 2);
			this.out.write('/');
			this.out.write(at, 0, 4);
			this.out.write(at, 10, 9);
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

}
