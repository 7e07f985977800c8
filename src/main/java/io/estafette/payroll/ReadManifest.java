package io.estafette.payroll;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

import io.estafette.platform.Refusal;
import org.apache.commons.io.input.BoundedInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the manifest of a batch (product.md section 6): UTF-8, semicolons, a header. What
 * is wrong with a line is told with the line; what is wrong with the whole file refuses
 * the batch. A line ends where the text does, also within quotes: an open one must not
 * swallow the good lines behind it.
 */
final class ReadManifest {

	static final String NAME = "manifest.csv";

	static final List<String> COLUMNS = List.of("external_id", "kind", "matricule", "agency", "period", "executive",
			"client_company", "deposited_at", "file");

	static final int MOST_LINES = 250_000;

	/** Stands in a field where its bytes are no UTF-8 or its quotes do not match. */
	static final String UNREADABLE = "\uFFFD";

	private static final long LARGEST = 128L * 1024 * 1024;

	/** Longer than any good field; what is longer is cut and refused with its line. */
	private static final int LONGEST_FIELD = 1_000;

	private static final int MOST_FIELDS = 20;

	private static final int LONGEST_LINE = LONGEST_FIELD * MOST_FIELDS;

	private ReadManifest() {
	}

	/**
	 * Gives every line its number, from 1, and its fields.
	 * @return how many lines there are
	 * @throws Refusal MANIFEST_MISSING, MANIFEST_TOO_LARGE, MANIFEST_HEADER_INVALID,
	 * MANIFEST_EMPTY or MANIFEST_NOT_READABLE
	 */
	static int of(ZipFile archive, BiConsumer<Integer, List<String>> lines) throws IOException {
		ZipEntry entry = archive.getEntry(NAME);
		if (entry == null) {
			throw refusal("MANIFEST_MISSING");
		}
		try (Reader text = open(archive, entry)) {
			return read(text, lines);
		}
		catch (ZipException | EOFException ex) {
			throw refusal("MANIFEST_NOT_READABLE");
		}
	}

	private static int read(Reader text, BiConsumer<Integer, List<String>> lines) throws IOException {
		int number = -1;
		for (String line = next(text); line != null; line = next(text)) {
			if (line.isEmpty()) {
				continue;
			}
			number++;
			if (number == 0) {
				checkHeader(fields(line));
				continue;
			}
			if (number > MOST_LINES) {
				throw refusal("MANIFEST_TOO_LARGE", MOST_LINES);
			}
			lines.accept(number, fields(line).stream().limit(MOST_FIELDS).map(ReadManifest::bounded).toList());
		}
		if (number < 1) {
			throw refusal("MANIFEST_EMPTY");
		}
		return number;
	}

	private static void checkHeader(List<String> fields) {
		if (fields.stream().anyMatch((field) -> field.contains(UNREADABLE))) {
			throw refusal("MANIFEST_NOT_READABLE");
		}
		if (!fields.equals(COLUMNS)) {
			throw refusal("MANIFEST_HEADER_INVALID", String.join(";", COLUMNS));
		}
	}

	/** What comes before the next end of a line, cut where no good one reaches. */
	private static @Nullable String next(Reader text) throws IOException {
		int character = text.read();
		if (character < 0) {
			return null;
		}
		StringBuilder line = new StringBuilder();
		while (character >= 0 && character != '\r' && character != '\n') {
			if (line.length() < LONGEST_LINE) {
				line.append((char) character);
			}
			character = text.read();
		}
		return line.toString();
	}

	/** A quote within quotes is written twice. */
	private static List<String> fields(String line) {
		List<String> fields = new ArrayList<>();
		StringBuilder field = new StringBuilder();
		boolean open = false;
		boolean closed = false;
		for (int at = 0; at < line.length(); at++) {
			char character = line.charAt(at);
			if (open && character == '"') {
				boolean doubled = at + 1 < line.length() && line.charAt(at + 1) == '"';
				open = doubled;
				closed = !doubled;
				if (doubled) {
					field.append(line.charAt(++at));
				}
			}
			else if (!open && character == ';') {
				fields.add(field.toString().strip());
				field.setLength(0);
				closed = false;
			}
			else if (!open && !closed && character == '"' && field.toString().isBlank()) {
				field.setLength(0);
				open = true;
			}
			else if (!closed || !Character.isWhitespace(character)) {
				field.append(closed ? UNREADABLE : "").append(character);
				closed = false;
			}
		}
		fields.add((field + (open ? UNREADABLE : "")).strip());
		return fields;
	}

	private static String bounded(String field) {
		String clean = field.replace("\0", UNREADABLE);
		return clean.substring(0, Math.min(clean.length(), LONGEST_FIELD));
	}

	/** A byte order mark is skipped; what is no UTF-8 becomes {@link #UNREADABLE}. */
	private static Reader open(ZipFile archive, ZipEntry entry) throws IOException {
		InputStream bytes = BoundedInputStream.builder()
			.setInputStream(archive.getInputStream(entry))
			.setMaxCount(LARGEST)
			.setOnMaxCount((most, count) -> {
				throw refusal("MANIFEST_TOO_LARGE", MOST_LINES);
			})
			.get();
		BufferedReader text = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
		text.mark(1);
		if (text.read() != '\uFEFF') {
			text.reset();
		}
		return text;
	}

	private static Refusal refusal(String code, Object... arguments) {
		return new Refusal(Refusal.Kind.INVALID, code, arguments);
	}

}
