package io.estafette.campaign.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import io.estafette.campaign.CampaignKind;
import io.estafette.campaign.CampaignSettings;
import io.estafette.campaign.CampaignState;
import io.estafette.campaign.CampaignView;
import io.estafette.campaign.ExecutiveFilter;
import io.estafette.document.DocumentType;
import io.estafette.organization.PayrollDocument;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A campaign as systems see it. */
@Schema(name = "Campaign")
record CampaignAnswer(UUID id, @Schema(allowableValues = {
		"DRAFT", "SCHEDULED", "ACTIVE", "CLOSED" }) CampaignState state, @Schema(nullable = true) @Nullable String name,
		CampaignKind kind, @Schema(description = "Code of the node", example = "LYO") String target,
		Set<PayrollDocument> triggers, ExecutiveFilter executives, List<String> clientCompanies,
		@Schema(description = "Whether deposits from before the launch are served too") boolean retroactive,
		@Schema(nullable = true) @Nullable LocalDate retroactiveSince,
		@Schema(nullable = true) @Nullable LocalDate startDate, @Schema(nullable = true) @Nullable LocalDate endDate,
		@Schema(description = "Whether people served by the campaign that it is a duplicate of are left out") boolean leavesOut,
		List<Document> documents, @Schema(description = "People who have its documents") int served,
		@Schema(description = "Documents handed over") int handedOver,
		@Schema(description = "Documents that did not reach their person") int notServed,
		@Schema(description = "Documents that wait for a signature") int toSign,
		@Schema(description = "Documents signed") int signed, @Schema(nullable = true) @Nullable Instant launchedAt,
		@Schema(description = "Since when its documents can be handed over; null while they are prepared and sealed",
				nullable = true) @Nullable Instant readyAt,
		@Schema(nullable = true) @Nullable Instant activatedAt, @Schema(nullable = true) @Nullable Instant closedAt){

	@Schema(name = "CampaignDocument")
	record Document(UUID id, String file, String name, DocumentType type, boolean toSign, long size, int pages) {
	}

	static CampaignAnswer of(CampaignView view) {
		CampaignSettings settings = view.settings();
		return new CampaignAnswer(view.id().value(), view.state(), settings.name(), settings.kind(),
				view.target().code(), settings.triggers(), settings.executives(), view.clientCompanyCodes(),
				settings.retroactive(), settings.retroactiveSince(), settings.startDate(), settings.endDate(),
				view.leavesOut(),
				view.documents()
					.stream()
					.map((document) -> new Document(document.id().value(), document.fileName(), document.name(),
							document.type(), document.type() == DocumentType.TO_SIGN, document.size(),
							document.pages()))
					.toList(),
				view.served(), view.handedOver(), view.notServed(), view.toSign(), view.signed(), view.launchedAt(),
				view.readyAt(), view.activatedAt(), view.closedAt());
	}

}
