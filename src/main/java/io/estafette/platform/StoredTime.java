package io.estafette.platform;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/** Times in rows of the database, and in addresses, such as where a list goes on. */
public final class StoredTime {

	private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

	private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

	private StoredTime() {
	}

	/** The time in a column; null where it has none. */
	public static @Nullable Instant of(ResultSet row, String column) throws SQLException {
		@Nullable Timestamp time = row.getTimestamp(column);
		return (time != null) ? time.toInstant() : null;
	}

	/**
	 * What {@link Instant#toString} wrote.
	 * @throws DateTimeException for anything else, and for times that Java knows and the
	 * database does not
	 */
	public static Instant parse(String text) {
		Instant time = Instant.parse(text);
		if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
			throw new DateTimeException("Not a time that is stored");
		}
		return time;
	}

}
