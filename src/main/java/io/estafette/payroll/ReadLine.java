package io.estafette.payroll;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

import io.estafette.organization.PayrollDocument;
import io.estafette.platform.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * One line of a manifest, understood.
 *
 * @param file the name of the PDF in the archive
 */
record ReadLine(ReceiveDeposit.Request request, String file) {

	/**
	 * Understands it.
	 * @throws Refusal LINE_COLUMNS, EXTERNAL_ID_INVALID or DEPOSIT_FIELD_INVALID
	 */
	static ReadLine of(List<String> fields) {
		if (fields.size() != ReadManifest.COLUMNS.size()) {
			throw new Refusal(Refusal.Kind.INVALID, "LINE_COLUMNS");
		}
		ReceiveDeposit.Request request = new ReceiveDeposit.Request(fields.get(0),
				parsed(PayrollDocument::valueOf, fields.get(1).toUpperCase(Locale.ROOT), "kind"), fields.get(2),
				given(fields.get(3)), optional(YearMonth::parse, fields.get(4), "period"),
				optional(ReadLine::yesOrNo, fields.get(5), "executive"), given(fields.get(6)),
				optional((text) -> OffsetDateTime.parse(text).toInstant(), fields.get(7), "deposited_at"));
		if (fields.get(8).isEmpty()) {
			throw invalid("file");
		}
		return new ReadLine(request, fields.get(8));
	}

	private static boolean yesOrNo(String text) {
		return switch (text.toLowerCase(Locale.ROOT)) {
			case "true", "oui", "1" -> true;
			case "false", "non", "0" -> false;
			default -> throw new IllegalArgumentException(text);
		};
	}

	private static @Nullable String given(String field) {
		return field.isEmpty() ? null : field;
	}

	private static <T> @Nullable T optional(Function<String, T> parser, String text, String field) {
		return text.isEmpty() ? null : parsed(parser, text, field);
	}

	private static <T> T parsed(Function<String, T> parser, String text, String field) {
		try {
			return parser.apply(text);
		}
		catch (IllegalArgumentException | DateTimeException ex) {
			throw invalid(field);
		}
	}

	private static Refusal invalid(String field) {
		return new Refusal(Refusal.Kind.INVALID, "DEPOSIT_FIELD_INVALID", field);
	}

}
