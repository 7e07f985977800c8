package io.estafette.notification;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A mail to somebody who signs in: about the password, with a code to sign with, or about
 * an export.
 *
 * @param owner who signs in
 * @param subject the code or the export; null for the others
 * @param about a sentence about the export; empty for the others
 */
record AccountMail(Kind kind, UUID owner, @Nullable UUID subject, String about) implements MailContent {

	/** What it tells; the name of its template and of its texts. */
	enum Kind {

		PASSWORD_LINK("passwordLink"), PASSWORD_CHANGED("passwordChanged"), ONE_TIME_CODE("oneTimeCode"),
		EXPORT_READY("exportReady"), EXPORT_FAILED("exportFailed");

		private final String texts;

		Kind(String texts) {
			this.texts = texts;
		}

		String texts() {
			return this.texts;
		}

	}

}
