package io.estafette.campaign.web;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.estafette.campaign.FindCampaignDeliveries;
import io.estafette.delivery.DeliveryState;
import io.estafette.document.DocumentType;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of a campaign's deliveries. */
@Schema(name = "CampaignDeliveries")
record CampaignDeliveries(List<Line> items, @Schema(description = "Stops counting at 10,000") int total,
		boolean totalIsExact, @Schema(nullable = true, type = "string") @Nullable String next) {

	@Schema(name = "CampaignDelivery")
	record Line(UUID id, @Schema(example = "H0001") String matricule, String firstName, String lastName,
			@Schema(description = "Code of the agency or establishment", example = "LYO") String agency,
			@Schema(description = "The kind of deposit that brought it", allowableValues = {
					"PAYSLIP", "CONTRACT" }) FindCampaignDeliveries.Trigger trigger,
			@Schema(description = "Whether that was deposited before the campaign could serve it") boolean catchUp,
			String document, UUID documentId, DocumentType type, DeliveryState state,
			@Schema(nullable = true) @Nullable Instant deliveredAt,
			@Schema(nullable = true) @Nullable Instant notifiedAt, @Schema(nullable = true) @Nullable Instant openedAt,
			@Schema(nullable = true) @Nullable Instant signedAt,
			@Schema(description = "When the employee refused to sign it", nullable = true) @Nullable Instant declinedAt,
			@Schema(description = "Until when it can be signed; null where nobody is asked",
					nullable = true) @Nullable Instant signatureExpiresAt,
			@Schema(description = "When the employee was last reminded to sign",
					nullable = true) @Nullable Instant remindedAt,
			@Schema(description = "Why it FAILED, a code; or why the employee DECLINED, in their words",
					nullable = true) @Nullable String reason){
	}

	static CampaignDeliveries of(FindCampaignDeliveries.Page page) {
		return new CampaignDeliveries(page.items()
			.stream()
			.map((line) -> new Line(line.id(), line.matricule(), line.firstName(), line.lastName(), line.agencyCode(),
					line.trigger(), line.catchUp(), line.document(), line.documentId(), line.type(), line.state(),
					line.deliveredAt(), line.notifiedAt(), line.openedAt(), line.signedAt(),
					line.signing().declinedAt(), line.signing().expiresAt(), line.signing().remindedAt(),
					(line.state() == DeliveryState.DECLINED) ? line.signing().refusal() : line.reason()))
			.toList(), page.total(), page.totalIsExact(), (page.next() != null) ? page.next().toString() : null);
	}

}
