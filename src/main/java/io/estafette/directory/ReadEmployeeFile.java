package io.estafette.directory;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import io.estafette.platform.Languages;
import io.estafette.platform.Refusal;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads a file of employees: CSV with a header, in UTF-8 or Windows-1252, with semicolons
 * or commas, columns in any order. What is wrong with a line is told with the line; what
 * is wrong with the whole file refuses it.
 */
@Component
class ReadEmployeeFile {

	static final int LARGEST = 20 * 1024 * 1024;

	static final int MOST_LINES = 250_000;

	private static final int BATCH = 1_000;

	private static final Charset WINDOWS = Charset.forName("windows-1252");

	private static final List<String> REQUIRED = List.of("matricule", "last_name", "first_name", "email", "agency");

	private static final Set<String> KNOWN = Set.of("matricule", "last_name", "first_name", "email", "agency",
			"executive", "language");

	private static final Set<String> YES = Set.of("oui", "yes", "true", "1", "cadre");

	private static final Set<String> NO = Set.of("non", "no", "false", "0", "non cadre");

	/**
	 * A line.
	 *
	 * @param number in the file, the header being 1
	 * @param executive null when the file does not say
	 * @param problem the code of why it is refused
	 */
	record Line(int number, String matricule, String lastName, String firstName, String email, String agency,
			@Nullable Boolean executive, @Nullable String language, @Nullable String problem) {
	}

	/**
	 * Gives the lines in batches.
	 * @throws Refusal IMPORT_TOO_LARGE, IMPORT_EMPTY, IMPORT_COLUMN_MISSING,
	 * IMPORT_COLUMN_UNKNOWN, IMPORT_COLUMN_TWICE or IMPORT_NOT_CSV
	 */
	void of(Path file, Consumer<List<Line>> batches) throws IOException {
		if (Files.size(file) > LARGEST) {
			throw refusal("IMPORT_TOO_LARGE", MOST_LINES);
		}
		try (BufferedReader text = open(file)) {
			char delimiter = delimiter(text);
			try (CSVParser parser = CSVFormat.DEFAULT.builder()
				.setDelimiter(delimiter)
				.setIgnoreEmptyLines(true)
				.setTrim(true)
				.get()
				.parse(text)) {
				read(parser, batches);
			}
		}
		catch (UncheckedIOException ex) {
			throw refusal("IMPORT_NOT_CSV");
		}
	}

	private static void read(CSVParser parser, Consumer<List<Line>> batches) {
		List<String> columns = null;
		List<Line> batch = new ArrayList<>();
		int number = 1;
		for (CSVRecord row : parser) {
			if (columns == null) {
				columns = columns(row);
				continue;
			}
			number++;
			if (number > MOST_LINES + 1) {
				throw refusal("IMPORT_TOO_LARGE", MOST_LINES);
			}
			batch.add(line(number, columns, row));
			if (batch.size() == BATCH) {
				batches.accept(batch);
				batch = new ArrayList<>();
			}
		}
		if (columns == null || number == 1) {
			throw refusal("IMPORT_EMPTY");
		}
		batches.accept(batch);
	}

	private static List<String> columns(CSVRecord header) {
		List<String> columns = header.stream().map((name) -> name.toLowerCase(Locale.ROOT)).toList();
		for (String column : columns) {
			if (!KNOWN.contains(column)) {
				throw refusal("IMPORT_COLUMN_UNKNOWN", column.substring(0, Math.min(40, column.length())));
			}
		}
		for (String column : REQUIRED) {
			if (!columns.contains(column)) {
				throw refusal("IMPORT_COLUMN_MISSING", column);
			}
		}
		if (new HashSet<>(columns).size() < columns.size()) {
			throw refusal("IMPORT_COLUMN_TWICE");
		}
		return columns;
	}

	private static Line line(int number, List<String> columns, CSVRecord row) {
		String matricule = value(columns, row, "matricule");
		String lastName = value(columns, row, "last_name");
		String firstName = value(columns, row, "first_name");
		String email = value(columns, row, "email");
		String agency = value(columns, row, "agency").toUpperCase(Locale.ROOT);
		String executive = value(columns, row, "executive").toLowerCase(Locale.ROOT);
		String language = value(columns, row, "language").toLowerCase(Locale.ROOT);
		String problem = null;
		if (row.size() != columns.size()) {
			problem = "COLUMNS";
		}
		else if (!fits(CreateEmployee.MATRICULE, matricule)) {
			problem = "MATRICULE";
		}
		else if (!fits(CreateEmployee.NAME, lastName) || !fits(CreateEmployee.NAME, firstName)) {
			problem = "NAME";
		}
		else if (!fits(CreateEmployee.EMAIL, email) || email.length() > CreateEmployee.LONGEST_EMAIL) {
			problem = "EMAIL";
		}
		else if (!executive.isEmpty() && !YES.contains(executive) && !NO.contains(executive)) {
			problem = "EXECUTIVE";
		}
		else if (!language.isEmpty() && !Languages.isCode(language)) {
			problem = "LANGUAGE";
		}
		return new Line(number, bounded(matricule), bounded(lastName), bounded(firstName), bounded(email),
				bounded(agency), executive.isEmpty() ? null : YES.contains(executive),
				language.isEmpty() ? null : bounded(language), problem);
	}

	private static String value(List<String> columns, CSVRecord row, String column) {
		int index = columns.indexOf(column);
		return (index >= 0 && index < row.size()) ? row.get(index) : "";
	}

	private static boolean fits(Pattern pattern, String text) {
		return pattern.matcher(text).matches();
	}

	/** What a refused line shows of itself. */
	private static String bounded(String text) {
		String clean = text.replace("\0", "");
		return clean.substring(0, Math.min(clean.length(), 254));
	}

	/** A byte order mark is skipped. */
	private static BufferedReader open(Path file) throws IOException {
		BufferedReader text = new BufferedReader(
				new InputStreamReader(Files.newInputStream(file), isUtf8(file) ? StandardCharsets.UTF_8 : WINDOWS));
		text.mark(1);
		if (text.read() != '\uFEFF') {
			text.reset();
		}
		return text;
	}

	private static char delimiter(Reader text) throws IOException {
		text.mark(8_192);
		StringBuilder header = new StringBuilder();
		for (int c = text.read(); c >= 0 && c != '\n' && header.length() < 4_000; c = text.read()) {
			header.append((char) c);
		}
		text.reset();
		return (header.indexOf(";") >= 0) ? ';' : ',';
	}

	private static boolean isUtf8(Path file) throws IOException {
		CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
			.onMalformedInput(CodingErrorAction.REPORT)
			.onUnmappableCharacter(CodingErrorAction.REPORT);
		ByteBuffer bytes = ByteBuffer.allocate(65_536);
		CharBuffer characters = CharBuffer.allocate(65_536);
		try (FileChannel channel = FileChannel.open(file)) {
			boolean end = false;
			while (!end) {
				end = channel.read(bytes) < 0;
				bytes.flip();
				CoderResult result = decoder.decode(bytes, characters, end);
				if (result.isError()) {
					return false;
				}
				characters.clear();
				bytes.compact();
			}
			return true;
		}
	}

	private static Refusal refusal(String code, Object... arguments) {
		return new Refusal(Refusal.Kind.INVALID, code, arguments);
	}

}
