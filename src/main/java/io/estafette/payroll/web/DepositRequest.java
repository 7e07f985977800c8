package io.estafette.payroll.web;

import io.estafette.organization.PayrollDocument;
import io.estafette.payroll.DepositFields;
import io.estafette.payroll.ReceiveDeposit;
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
		return new ReceiveDeposit.Request(DepositFields.required(this.externalId, "externalId"),
				DepositFields.required(this.kind, "kind"), DepositFields.required(this.matricule, "matricule"),
				this.agency, DepositFields.optional(DepositFields::month, this.period, "period"), this.executive,
				this.clientCompany, DepositFields.optional(DepositFields::instant, this.depositedAt, "depositedAt"));
	}

}
