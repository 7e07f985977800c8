package io.estafette.journal;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.jspecify.annotations.Nullable;

/**
 * A command that checks an exported journal, without database or application: prints what
 * it found in a sentence, and ends with 0 when all is well. The README says how to run
 * it.
 */
public final class VerifyJournal {

	private VerifyJournal() {
	}

	/** A line of the file: an entry or a head. */
	record Line(@Nullable JournalEntry entry, @Nullable JournalHead head) {
	}

	static ObjectMapper json() {
		return new ObjectMapper().registerModule(new JavaTimeModule())
			.disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
			.setSerializationInclusion(JsonInclude.Include.NON_NULL);
	}

	/** Checks a file. */
	static CheckChain check(Path file) throws IOException {
		ObjectMapper json = json();
		CheckChain check = new CheckChain();
		try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
			for (String text = lines.readLine(); text != null; text = lines.readLine()) {
				Line line = json.readValue(text, Line.class);
				if (line.entry() != null) {
					check.add(line.entry());
				}
				if (line.head() != null) {
					check.add(line.head());
				}
			}
		}
		return check;
	}

	public static void main(String[] args) throws IOException {
		if (args.length != 1) {
			System.err.println("Say which file to check: the journal as exported from the administration.");
			System.exit(2);
			return;
		}
		CheckChain check;
		try {
			check = check(Path.of(args[0]));
		}
		catch (JsonProcessingException ex) {
			System.out.println("NOT INTACT: a line cannot be read as one of a journal");
			System.exit(1);
			return;
		}
		System.out.println(check.fault()
			.map((fault) -> "NOT INTACT: " + fault)
			.orElse("INTACT: %d entries in one chain, %d time stamps".formatted(check.entries(), check.heads())));
		System.exit(check.fault().isPresent() ? 1 : 0);
	}

}
