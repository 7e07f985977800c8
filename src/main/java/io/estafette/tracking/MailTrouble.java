package io.estafette.tracking;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Why a mail did not arrive, as far as its sender can do something about it; users read
 * {@code mail.trouble.<name>}.
 */
public enum MailTrouble {

	/** Refused by our mail server. */
	REFUSED,
	/** Came back: no such address. */
	UNKNOWN_ADDRESS,
	/** Came back: a full mailbox. */
	FULL,
	/** Came back: not wanted there. */
	REJECTED,
	/** Came back for another reason. */
	RETURNED;

	private static final Pattern FULL_MAILBOX = Pattern.compile("BOUNCED 5\\.2\\.2\\b.*");

	/** What the outbox recorded, in these terms. */
	static MailTrouble of(@Nullable String error) {
		if (error == null || !error.startsWith("BOUNCED")) {
			return REFUSED;
		}
		if (FULL_MAILBOX.matcher(error).matches()) {
			return FULL;
		}
		if (error.startsWith("BOUNCED 5.7.")) {
			return REJECTED;
		}
		return (error.startsWith("BOUNCED 5.1.") || error.startsWith("BOUNCED 5.2.1")
				|| error.startsWith("BOUNCED 5.4.4")) ? UNKNOWN_ADDRESS : RETURNED;
	}

}
