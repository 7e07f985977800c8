package io.estafette.payroll.web;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.estafette.delivery.DeliveryState;
import io.estafette.document.DocumentType;
import io.estafette.organization.PayrollDocument;
import io.estafette.payroll.DepositState;
import io.estafette.payroll.FindDeposit;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How far a deposit is. */
@Schema(name = "Deposit")
record DepositAnswer(UUID id, DepositState state, String externalId, PayrollDocument kind, String matricule,
		@Schema(nullable = true) @Nullable String period, Instant depositedAt, Instant receivedAt,
		@Schema(description = "The campaigns whose documents came along") List<UUID> matchedCampaigns,
		@Schema(description = "What it brought, its own document first") List<Line> deliveries) {

	@Schema(name = "DepositDelivery")
	record Line(UUID id, @Schema(example = "H0001") String matricule, String document, UUID documentId,
			DocumentType type, DeliveryState state, @Schema(nullable = true) @Nullable Instant deliveredAt,
			@Schema(nullable = true) @Nullable Instant notifiedAt, @Schema(nullable = true) @Nullable Instant openedAt,
			@Schema(nullable = true) @Nullable Instant signedAt,
			@Schema(description = "Why it FAILED", nullable = true) @Nullable String reason) {
	}

	static DepositAnswer of(FindDeposit.View view) {
		return new DepositAnswer(view.id().value(), view.state(), view.externalId(), view.kind(), view.matricule(),
				view.period(), view.depositedAt(), view.receivedAt(), view.matchedCampaigns(),
				view.deliveries()
					.stream()
					.map((line) -> new Line(line.id().value(), line.matricule(), line.documentName(),
							line.document().value(), line.type(), line.state(), line.deliveredAt(), line.notifiedAt(),
							line.openedAt(), line.signedAt(), line.reason()))
					.toList());
	}

}
