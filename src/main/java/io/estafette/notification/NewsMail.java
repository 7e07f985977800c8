package io.estafette.notification;

import java.util.List;
import java.util.UUID;

/**
 * What an HR user should know, gathered over some minutes into one mail.
 *
 * @param owner the HR user
 * @param lines a sentence each
 * @param more how many sentences there were beyond these
 */
record NewsMail(UUID owner, List<String> lines, int more) implements MailContent {

	/** What nobody reads to its end is counted. */
	static final int MOST_LINES = 50;

	/** Of all sentences. */
	int size() {
		return this.lines.size() + this.more;
	}

}
