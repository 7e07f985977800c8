package io.estafette.tracking;

import java.util.Arrays;
import java.util.List;

/** The words of a search, as patterns for SQL's <i>like</i>. */
final class SearchWords {

	private static final int MOST_WORDS = 8;

	private SearchWords() {
	}

	/** At most eight; nothing in them is taken for a pattern. */
	static List<String> patterns(String search) {
		return Arrays
			.stream(search.substring(0, Math.min(search.length(), DocumentFilter.LONGEST_SEARCH))
				.replace("\0", "")
				.strip()
				.split("\\s+"))
			.filter((word) -> !word.isEmpty())
			.limit(MOST_WORDS)
			.map((word) -> "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%")
			.toList();
	}

}
