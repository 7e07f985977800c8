package io.estafette.vault;

import java.util.Arrays;
import java.util.List;

import io.estafette.document.DocumentType;
import org.jspecify.annotations.Nullable;

/**
 * What to show of a vault; everything may be left open.
 *
 * @param search words that the document's name or its sender must contain, in any order,
 * accents and case ignored
 * @param year of the hand-over, in Paris
 * @param unread only what its owner has not opened yet
 */
public record VaultFilter(String search, @Nullable DocumentType type, @Nullable Integer year, boolean unread) {

	/** Longest text that is searched for, in characters; more is cut off. */
	public static final int LONGEST_SEARCH = 100;

	/** Shows everything. */
	public static final VaultFilter ALL = new VaultFilter("", null, null, false);

	private static final int MOST_WORDS = 8;

	/** The words as patterns for SQL's <i>like</i>; nothing in them is a wildcard. */
	List<String> patterns() {
		return Arrays
			.stream(this.search.substring(0, Math.min(this.search.length(), LONGEST_SEARCH))
				.replace("\0", "")
				.strip()
				.split("\\s+"))
			.filter((word) -> !word.isEmpty())
			.limit(MOST_WORDS)
			.map((word) -> "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%")
			.toList();
	}

}
