package io.estafette.notification;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What an HR user should know, gathered over some minutes into one mail.
 *
 * @param owner the HR user
 * @param more how many things there were beyond these
 */
record NewsMail(UUID owner, List<Line> lines, int more) implements MailContent {

	/** What nobody reads to its end is counted. */
	static final int MOST_LINES = 50;

	/**
	 * One thing.
	 *
	 * @param name the sentence that tells it
	 * @param page the path of the page that shows more
	 * @param summary whether a later one about the same page takes its place
	 */
	record Line(String name, @Nullable String page, boolean summary) {
	}

	/** Of all things. */
	int size() {
		return this.lines.size() + this.more;
	}

}
