package io.estafette.notification;

import java.util.Locale;
import java.util.function.Function;

/**
 * Something that an HR user should know.
 *
 * @param page the path of the page that shows more
 * @param summary whether it sums up what the page shows: it takes the place of an earlier
 * summary, and is told however much there is
 * @param patient whether it can wait for a day
 * @param sentence what it says in a language
 */
public record News(String page, boolean summary, boolean patient, Function<Locale, String> sentence) {
}
