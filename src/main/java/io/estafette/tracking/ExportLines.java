package io.estafette.tracking;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** What the lines of an export say: its columns, where they come from, in their order. */
interface ExportLines {

	/** Keys of their titles. */
	List<String> columns();

	/**
	 * Finds them: with the parameters from (inclusive) and until (exclusive), and
	 * campaign or nodes.
	 */
	String query();

	/** Writes one. */
	void write(ResultSet row, ExportWords words, ExportWriter to) throws SQLException, IOException;

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
	static void outcome(ResultSet row, int column, ExportWords words, ExportWriter to)
			throws SQLException, IOException {
		String state = row.getString(column);
		to.text(words.state(state));
		to.text(words.reason(state, row.getString(column + 1)));
	}

	/** A time in a query: a number is read many times as fast. */
	static String seconds(String time) {
		return "cast(floor(date_part('epoch', " + time + ")) as bigint)";
	}

	/** What {@link #seconds} says. */
	static @Nullable Instant time(ResultSet row, int column) throws SQLException {
		long seconds = row.getLong(column);
		return row.wasNull() ? null : Instant.ofEpochSecond(seconds);
	}

}
