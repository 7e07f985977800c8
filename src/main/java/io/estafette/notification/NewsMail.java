package io.estafette.notification;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What an HR user should know, gathered over some minutes into one mail.
 *
 * @param owner the HR user
 */
record NewsMail(UUID owner, List<Line> lines) implements MailContent {

	/**
	 * One thing.
	 *
	 * @param name the sentence that tells it
	 * @param page the path of the page that shows more
	 * @param patient whether a later one about the same page takes its place
	 */
	record Line(String name, @Nullable String page, boolean patient) {
	}

}
