package io.estafette.notification;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A mail to somebody who signs in: about the password, with a code to sign with, or with
 * the link of an export.
 *
 * @param owner who signs in
 * @param subject the code or the export; null for the others
 */
record AccountMail(Kind kind, UUID owner, @Nullable UUID subject) implements MailContent {

	/** What it tells; the name of its template and of its texts. */
	enum Kind {

		PASSWORD_LINK("passwordLink"), PASSWORD_CHANGED("passwordChanged"), ONE_TIME_CODE("oneTimeCode"),
		EXPORT_READY("exportReady");

		private final String texts;

		Kind(String texts) {
			this.texts = texts;
		}

		String texts() {
			return this.texts;
		}

	}

}
