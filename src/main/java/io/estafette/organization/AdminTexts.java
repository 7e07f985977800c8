package io.estafette.organization;

import java.util.Locale;
import java.util.regex.Pattern;

import io.estafette.platform.Refusal;

/** The bounds of what an administrator types. */
final class AdminTexts {

	private static final int LONGEST_NAME = 120;

	private static final Pattern CODE = Pattern.compile("[A-Z0-9-]{2,30}");

	private static final Pattern LOGIN = Pattern.compile("[a-z0-9._-]{2,60}");

	private static final Pattern MAIL = Pattern
		.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");

	private static final int LONGEST_MAIL = 254;

	private AdminTexts() {
	}

	/** One line of 1 to 120 characters. */
	static String name(String text) {
		String name = text.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]+", " ").strip();
		if (name.isEmpty() || name.length() > LONGEST_NAME) {
			throw invalid("ADMIN_NAME_INVALID");
		}
		return name;
	}

	static String code(String text) {
		return matching(CODE, text.strip().toUpperCase(Locale.ROOT), "ADMIN_CODE_INVALID");
	}

	static String login(String text) {
		return matching(LOGIN, text.strip().toLowerCase(Locale.ROOT), "ADMIN_LOGIN_INVALID");
	}

	static String mail(String text) {
		String mail = text.strip();
		if (mail.length() > LONGEST_MAIL) {
			throw invalid("ADMIN_MAIL_INVALID");
		}
		return matching(MAIL, mail, "ADMIN_MAIL_INVALID");
	}

	private static String matching(Pattern pattern, String text, String problem) {
		if (!pattern.matcher(text).matches()) {
			throw invalid(problem);
		}
		return text;
	}

	private static Refusal invalid(String code) {
		return new Refusal(Refusal.Kind.INVALID, code);
	}

}
