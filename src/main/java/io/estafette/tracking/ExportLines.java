package io.estafette.tracking;

import java.io.IOException;
import java.util.List;

/** What the lines of an export say: its columns, where they come from, in their order. */
interface ExportLines {

	/** Keys of their titles. */
	List<String> columns();

	/**
	 * Finds them, a column for each of theirs: with the parameters from (inclusive) and
	 * until (exclusive), and campaign or nodes.
	 */
	String query();

	/** Writes one. */
	void write(CopiedLine line, ExportWords words, ExportWriter to) throws IOException;

	static ExportLines of(ExportSubject subject) {
		return switch (subject) {
			case CAMPAIGN -> new CampaignLines();
			case SENDS -> new SendLines();
			case DEPOSITS -> new DepositLines();
		};
	}

	/**
	 * State and reason of a line of the ledger, the latter as a person who declined put
	 * it.
	 */
	String OUTCOME = """
			l.state, case when l.state = 'DECLINED'
			  then (select s.reason from signature_request s where s.id = l.id) else l.reason end
			""";

	/** Writes the two columns that {@link #OUTCOME} adds, from this one on. */
	static void outcome(CopiedLine line, int column, ExportWords words, ExportWriter to) throws IOException {
		String state = line.required(column);
		to.text(words.state(state));
		to.text(words.reason(state, line.text(column + 1)));
	}

}
