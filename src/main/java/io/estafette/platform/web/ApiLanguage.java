package io.estafette.platform.web;

import java.util.Locale;

import io.estafette.platform.Languages;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * The language in which a system's request is answered: French, or English where
 * {@code Accept-Language} prefers it.
 */
public final class ApiLanguage {

	private ApiLanguage() {
	}

	/** The language of the answer. */
	public static Locale of(HttpServletRequest request) {
		@Nullable String accepted = request.getHeader(HttpHeaders.ACCEPT_LANGUAGE);
		try {
			@Nullable Locale preferred = (accepted != null) ? Locale.lookup(Locale.LanguageRange.parse(accepted), Languages.ALL)
					: null;
			return (preferred != null) ? preferred : Languages.DEFAULT;
		}
		catch (IllegalArgumentException ex) {
			return Languages.DEFAULT;
		}
	}

}
