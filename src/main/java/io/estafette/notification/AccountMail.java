package io.estafette.notification;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A mail about somebody's password, or with a code to sign with.
 *
 * @param owner who signs in
 * @param code which code it brings; null for the others
 */
record AccountMail(Kind kind, UUID owner, @Nullable UUID code) implements MailContent {

	/** What it tells; the name of its template and of its texts. */
	enum Kind {

		PASSWORD_LINK("passwordLink"), PASSWORD_CHANGED("passwordChanged"), ONE_TIME_CODE("oneTimeCode");

		private final String texts;

		Kind(String texts) {
			this.texts = texts;
		}

		String texts() {
			return this.texts;
		}

	}

}
