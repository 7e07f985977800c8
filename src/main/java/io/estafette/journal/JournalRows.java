package io.estafette.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;

/** Reads entries and heads. */
final class JournalRows {

	static final String ENTRIES = """
			select id, brand_id, at, actor_id, action, subject_kind, subject_id, details::text as details,
			  coalesce(sequence, 0) as sequence, encode(previous_hash, 'hex') as previous_hash, encode(hash, 'hex') as hash
			from journal_entry
			""";

	static final String HEADS = """
			select brand_id, day, sequence, encode(hash, 'hex') as hash, encode(previous_token, 'hex') as previous_token,
			  encode(token, 'hex') as token, stamped_at
			from journal_head
			""";

	private JournalRows() {
	}

	static JournalEntry entry(ResultSet row, int number) throws SQLException {
		return new JournalEntry(row.getLong("id"), row.getObject("brand_id", UUID.class),
				row.getTimestamp("at").toInstant(), row.getObject("actor_id", UUID.class), row.getString("action"),
				row.getString("subject_kind"), row.getObject("subject_id", UUID.class), row.getString("details"),
				row.getLong("sequence"), Objects.requireNonNullElse(row.getString("previous_hash"), ""),
				Objects.requireNonNullElse(row.getString("hash"), ""));
	}

	static JournalHead head(ResultSet row, int number) throws SQLException {
		return new JournalHead(row.getObject("brand_id", UUID.class), row.getObject("day", LocalDate.class),
				row.getLong("sequence"), row.getString("hash"),
				Objects.requireNonNullElse(row.getString("previous_token"), JournalEntry.NOTHING),
				row.getString("token"), row.getTimestamp("stamped_at").toInstant());
	}

}
