package io.estafette.platform;

import java.util.List;
import java.util.Locale;

/** The languages of users: French first, English second. */
public final class Languages {

	/** Where nobody says another one. */
	public static final Locale DEFAULT = Locale.FRENCH;

	/** All of them. */
	public static final List<Locale> ALL = List.of(DEFAULT, Locale.ENGLISH);

	private Languages() {
	}

	/** Whether this is the code of one of them. */
	public static boolean isCode(String code) {
		return ALL.stream().anyMatch((language) -> language.getLanguage().equals(code));
	}

	/**
	 * This one, if it is one of them.
	 * @throws Refusal LANGUAGE_UNKNOWN for another one
	 */
	public static Locale require(Locale language) {
		if (!ALL.contains(language)) {
			throw new Refusal(Refusal.Kind.INVALID, "LANGUAGE_UNKNOWN");
		}
		return language;
	}

}
