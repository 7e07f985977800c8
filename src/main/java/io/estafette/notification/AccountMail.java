package io.estafette.notification;

import java.util.UUID;

/**
 * A mail about somebody's password.
 *
 * @param owner who signs in with it
 */
record AccountMail(Kind kind, UUID owner) implements MailContent {

	/** What it tells; the name of its template and of its texts. */
	enum Kind {

		PASSWORD_LINK("passwordLink"), PASSWORD_CHANGED("passwordChanged");

		private final String texts;

		Kind(String texts) {
			this.texts = texts;
		}

		String texts() {
			return this.texts;
		}

	}

}
