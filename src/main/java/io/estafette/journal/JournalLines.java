package io.estafette.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The lines of an exported journal, which {@link VerifyJournal} reads. */
public final class JournalLines {

	private static final ObjectMapper JSON = VerifyJournal.json();

	private JournalLines() {
	}

	/** An entry as one line of JSON. */
	public static String of(JournalEntry entry) {
		return write(new VerifyJournal.Line(entry, null, null));
	}

	/** A head as one line of JSON. */
	public static String of(JournalHead head) {
		return write(new VerifyJournal.Line(null, head, null));
	}

	/** The last line. */
	public static String of(JournalEnd end) {
		return write(new VerifyJournal.Line(null, null, end));
	}

	private static String write(VerifyJournal.Line line) {
		try {
			return JSON.writeValueAsString(line);
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
