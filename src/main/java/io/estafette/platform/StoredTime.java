package io.estafette.platform;

import java.time.DateTimeException;
import java.time.Instant;

/** Times in addresses, such as the place where a list goes on. */
public final class StoredTime {

	private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

	private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

	private StoredTime() {
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
