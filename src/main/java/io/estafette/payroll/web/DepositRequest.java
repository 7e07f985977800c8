package io.estafette.payroll.web;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.function.Function;

import io.estafette.organization.PayrollDocument;
import io.estafette.payroll.ReceiveDeposit;
import io.estafette.platform.Refusal;
import io.estafette.platform.web.ApiInput;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The part {@code deposit}. */
@ApiInput
@Schema(name = "DepositRequest", requiredProperties = { "externalId", "kind", "matricule" })
record DepositRequest(
		@Schema(description = "What your system calls this document; unique for ever", example = "2026-11-H0001",
				minLength = 1, maxLength = 200) @Nullable String externalId,
		@Schema(example = "PAYSLIP") @Nullable PayrollDocument kind,
		@Schema(description = "Whom it is for; an unknown one is kept until the employee exists",
				example = "H0001") @Nullable String matricule,
		@Schema(description = "Code of the agency or establishment; the employee's when not given", example = "LYO",
				nullable = true) @Nullable String agency,
		@Schema(description = "The month that it is for", example = "2026-11", nullable = true,
				type = "string") @Nullable String period,
		@Schema(description = "Whether the person is an executive; as known when not given",
				nullable = true) @Nullable Boolean executive,
		@Schema(description = "Code of the client company", example = "EU-ACIER",
				nullable = true) @Nullable String clientCompany,
		@Schema(description = "When it was deposited. Used when neither in the future nor older than three months, "
				+ "else the time of reception", example = "2026-11-23T08:00:00Z", type = "string", format = "date-time",
				nullable = true) @Nullable String depositedAt) {

	ReceiveDeposit.Request checked() {
		return new ReceiveDeposit.Request(required(this.externalId, "externalId"), required(this.kind, "kind"),
				required(this.matricule, "matricule"), this.agency,
				(this.period != null) ? parsed(YearMonth::parse, this.period, "period") : null, this.executive,
				this.clientCompany,
				(this.depositedAt != null)
						? parsed((text) -> OffsetDateTime.parse(text).toInstant(), this.depositedAt, "depositedAt")
						: null);
	}

	private static <T> T required(@Nullable T value, String field) {
		if (value == null) {
			throw new Refusal(Refusal.Kind.INVALID, "DEPOSIT_FIELD_INVALID", field);
		}
		return value;
	}

	private static <T> T parsed(Function<String, T> parser, String text, String field) {
		try {
			return parser.apply(text);
		}
		catch (DateTimeException ex) {
			throw new Refusal(Refusal.Kind.INVALID, "DEPOSIT_FIELD_INVALID", field);
		}
	}

}
