package io.estafette.payroll;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.function.Function;
import java.util.regex.Pattern;

import io.estafette.platform.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a deposit, whether they come by HTTP, in a message or in a line of
 * a manifest: what one of the three takes, the others and the database take too.
 */
public final class DepositFields {

	/** Java also reads years with a sign and more digits. */
	private static final Pattern MONTH = Pattern.compile("[0-9]{4}-[0-9]{2}");

	private DepositFields() {
	}

	/**
	 * The value.
	 * @throws Refusal DEPOSIT_FIELD_INVALID without one
	 */
	public static <T> T required(@Nullable T value, String field) {
		if (value == null) {
			throw invalid(field);
		}
		return value;
	}

	/**
	 * What the text says.
	 * @throws Refusal DEPOSIT_FIELD_INVALID when the parser does not take it
	 */
	public static <T> T parsed(Function<String, T> parser, String text, String field) {
		try {
			return parser.apply(text);
		}
		catch (IllegalArgumentException | DateTimeException ex) {
			throw invalid(field);
		}
	}

	/** The same; null without a text. */
	public static <T> @Nullable T optional(Function<String, T> parser, @Nullable String text, String field) {
		return (text != null) ? parsed(parser, text, field) : null;
	}

	/**
	 * A period: four digits, a hyphen, two digits.
	 * @throws DateTimeException for anything else
	 */
	public static YearMonth month(String text) {
		if (!MONTH.matcher(text).matches()) {
			throw new DateTimeException("Not a month");
		}
		return YearMonth.parse(text);
	}

	/**
	 * An ISO 8601 time with its offset.
	 * @throws DateTimeException for anything else
	 */
	public static Instant instant(String text) {
		return OffsetDateTime.parse(text).toInstant();
	}

	static Refusal invalid(String field) {
		return new Refusal(Refusal.Kind.INVALID, "DEPOSIT_FIELD_INVALID", field);
	}

}
