package io.estafette.platform;

import java.util.List;
import java.util.Locale;

import org.springframework.context.MessageSource;

/**
 * The product says no, in words for its user: thrown by use cases, shown by pages,
 * Tasklist forms and the HTTP interface alike. The sentence {@code refusal.<code>} says
 * what to do.
 */
public class Refusal extends RuntimeException {

	/** What kind of no: decides the HTTP status. */
	public enum Kind {

		NOT_FOUND, FORBIDDEN, INVALID, CONFLICT, TOO_LARGE, TOO_MANY

	}

	private final Kind kind;

	private final String code;

	private final List<?> arguments;

	/**
	 * A refusal.
	 * @param code stable, UPPER_SNAKE, also the code of the problem details
	 * @param arguments what the sentence fills in
	 */
	public Refusal(Kind kind, String code, Object... arguments) {
		super(code);
		this.kind = kind;
		this.code = code;
		this.arguments = List.of(arguments);
	}

	public Kind kind() {
		return this.kind;
	}

	public String code() {
		return this.code;
	}

	/** The sentence in the reader's language. */
	public String sentence(MessageSource messages, Locale locale) {
		return messages.getMessage("refusal." + this.code, this.arguments.toArray(), locale);
	}

	/** What the reader may not see does not exist for them (O8). */
	public static Refusal notFound() {
		return new Refusal(Kind.NOT_FOUND, "NOT_FOUND");
	}

}
