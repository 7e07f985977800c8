package io.estafette.payroll.process;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.UUID;

import io.estafette.document.UploadId;
import io.estafette.organization.PayrollDocument;
import io.estafette.payroll.DepositFields;
import io.estafette.payroll.ReceiveDeposit;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a deposit that was published as a message. */
final class PublishedDeposit {

	private PublishedDeposit() {
	}

	static ReceiveDeposit.Request request(StoreDepositWorker.Published published) {
		return new ReceiveDeposit.Request(DepositFields.required(published.externalId(), "externalId"),
				DepositFields.parsed(PayrollDocument::valueOf, DepositFields.required(published.kind(), "kind"),
						"kind"),
				DepositFields.required(published.matricule(), "matricule"), published.agency(),
				DepositFields.optional(DepositFields::month, published.period(), "period"), published.executive(),
				published.clientCompany(),
				DepositFields.optional(DepositFields::instant, published.depositedAt(), "depositedAt"));
	}

	static UploadId upload(StoreDepositWorker.Published published) {
		return new UploadId(DepositFields.parsed(UUID::fromString,
				DepositFields.required(published.uploadId(), "uploadId"), "uploadId"));
	}

	/**
	 * When Camunda took the message, as FEEL's {@code now()} writes it; null in instances
	 * of models that did not say.
	 */
	static @Nullable Instant receivedAt(StoreDepositWorker.Published published) {
		return (published.receivedAt() != null) ? ZonedDateTime.parse(published.receivedAt()).toInstant() : null;
	}

}
