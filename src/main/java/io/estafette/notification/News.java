package io.estafette.notification;

import java.util.Locale;
import java.util.function.Function;

/**
 * Something that an HR user should know.
 *
 * @param page the path of the page that shows more
 * @param patient whether it can wait for a day, in which a later one about the same page
 * takes its place
 * @param sentence what it says in a language
 */
public record News(String page, boolean patient, Function<Locale, String> sentence) {
}
