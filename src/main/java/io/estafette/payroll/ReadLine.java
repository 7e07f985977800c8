package io.estafette.payroll;

import java.util.List;
import java.util.Locale;

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
	 * @throws Refusal LINE_NOT_READABLE, LINE_COLUMNS, or what is wrong with a field
	 * whatever the brand has
	 */
	static ReadLine of(List<String> fields) {
		if (fields.stream().anyMatch((field) -> field.contains(ReadManifest.UNREADABLE))) {
			throw new Refusal(Refusal.Kind.INVALID, "LINE_NOT_READABLE");
		}
		if (fields.size() != ReadManifest.COLUMNS.size()) {
			throw new Refusal(Refusal.Kind.INVALID, "LINE_COLUMNS");
		}
		ReceiveDeposit.Request request = new ReceiveDeposit.Request(fields.get(0),
				DepositFields.parsed(PayrollDocument::valueOf, fields.get(1).toUpperCase(Locale.ROOT), "kind"),
				fields.get(2), given(fields.get(3)),
				DepositFields.optional(DepositFields::month, given(fields.get(4)), "period"),
				DepositFields.optional(ReadLine::yesOrNo, given(fields.get(5)), "executive"), given(fields.get(6)),
				DepositFields.optional(DepositFields::instant, given(fields.get(7)), "deposited_at"));
		String file = DepositFields.required(given(fields.get(8)), "file");
		DepositRules.checkForm(request);
		return new ReadLine(request, file);
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

}
