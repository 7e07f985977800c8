package io.estafette.payroll;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import io.estafette.platform.Refusal;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.io.input.BoundedInputStream;

/**
 * Reads the manifest of a batch (product.md section 6): UTF-8, semicolons, a header. What
 * is wrong with a line is told with the line; what is wrong with the whole file refuses
 * the batch.
 */
final class ReadManifest {

	static final String NAME = "manifest.csv";

	static final List<String> COLUMNS = List.of("external_id", "kind", "matricule", "agency", "period", "executive",
			"client_company", "deposited_at", "file");

	static final int MOST_LINES = 250_000;

	private static final long LARGEST = 128L * 1024 * 1024;

	/** Longer than any good field; what is longer is cut and refused with its line. */
	private static final int LONGEST_FIELD = 1_000;

	private static final int MOST_FIELDS = 20;

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
		try (Reader text = open(archive, entry);
				CSVParser parser = CSVFormat.DEFAULT.builder()
					.setDelimiter(';')
					.setIgnoreEmptyLines(true)
					.setTrim(true)
					.get()
					.parse(text)) {
			return read(parser, lines);
		}
		catch (UncheckedIOException | CharacterCodingException ex) {
			throw refusal("MANIFEST_NOT_READABLE");
		}
	}

	private static int read(CSVParser parser, BiConsumer<Integer, List<String>> lines) {
		int number = -1;
		for (CSVRecord record : parser) {
			number++;
			if (number == 0) {
				if (!record.toList().equals(COLUMNS)) {
					throw refusal("MANIFEST_HEADER_INVALID", String.join(";", COLUMNS));
				}
				continue;
			}
			if (number > MOST_LINES) {
				throw refusal("MANIFEST_TOO_LARGE", MOST_LINES);
			}
			lines.accept(number, record.stream().limit(MOST_FIELDS).map(ReadManifest::bounded).toList());
		}
		if (number < 1) {
			throw refusal("MANIFEST_EMPTY");
		}
		return number;
	}

	private static String bounded(String field) {
		String clean = field.replace("\0", "\uFFFD");
		return clean.substring(0, Math.min(clean.length(), LONGEST_FIELD));
	}

	/** A byte order mark is skipped. */
	private static Reader open(ZipFile archive, ZipEntry entry) throws IOException {
		InputStream bytes = BoundedInputStream.builder()
			.setInputStream(archive.getInputStream(entry))
			.setMaxCount(LARGEST)
			.setOnMaxCount((most, count) -> {
				throw refusal("MANIFEST_TOO_LARGE", MOST_LINES);
			})
			.get();
		BufferedReader text = new BufferedReader(new InputStreamReader(bytes,
				StandardCharsets.UTF_8.newDecoder()
					.onMalformedInput(CodingErrorAction.REPORT)
					.onUnmappableCharacter(CodingErrorAction.REPORT)));
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
