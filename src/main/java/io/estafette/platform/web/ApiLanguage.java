package io.estafette.platform.web;

import java.util.List;
import java.util.Locale;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * The language in which a system's request is answered: French, or English where
 * {@code Accept-Language} prefers it.
 */
public final class ApiLanguage {

	private static final List<Locale> SPOKEN = List.of(Locale.FRENCH, Locale.ENGLISH);

	private ApiLanguage() {
	}

	/** The language of the answer. */
	public static Locale of(HttpServletRequest request) {
		@Nullable String accepted = request.getHeader(HttpHeaders.ACCEPT_LANGUAGE);
		try {
			@Nullable Locale preferred = (accepted != null) ? Locale.lookup(Locale.LanguageRange.parse(accepted), SPOKEN) : null;
			return (preferred != null) ? preferred : Locale.FRENCH;
		}
		catch (IllegalArgumentException ex) {
			return Locale.FRENCH;
		}
	}

}
