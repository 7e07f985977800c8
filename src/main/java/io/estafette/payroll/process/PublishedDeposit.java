package io.estafette.payroll.process;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.function.Function;

import io.estafette.organization.PayrollDocument;
import io.estafette.payroll.ReceiveDeposit;
import io.estafette.platform.Refusal;

/** Reads the fields of a deposit that was published as a message. */
final class PublishedDeposit {

	private PublishedDeposit() {
	}

	static ReceiveDeposit.Request request(StoreDepositWorker.Published published) {
		String period = published.period();
		String depositedAt = published.depositedAt();
		return new ReceiveDeposit.Request(StoreDepositWorker.required(published.externalId(), "externalId"),
				parsed(PayrollDocument::valueOf, StoreDepositWorker.required(published.kind(), "kind"), "kind"),
				StoreDepositWorker.required(published.matricule(), "matricule"), published.agency(),
				(period != null) ? parsed(YearMonth::parse, period, "period") : null, published.executive(),
				published.clientCompany(), (depositedAt != null)
						? parsed((text) -> OffsetDateTime.parse(text).toInstant(), depositedAt, "depositedAt") : null);
	}

	/** The value, or a refusal that names the field. */
	static <T> T parsed(Function<String, T> parser, String text, String field) {
		try {
			return parser.apply(text);
		}
		catch (IllegalArgumentException | DateTimeException ex) {
			throw new Refusal(Refusal.Kind.INVALID, "DEPOSIT_FIELD_INVALID", field);
		}
	}

}
