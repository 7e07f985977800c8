package io.estafette.diffusion.web;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.estafette.delivery.Delivery;
import io.estafette.delivery.DeliveryState;
import io.estafette.diffusion.FindFreeDiffusion;
import io.estafette.document.DocumentType;
import io.estafette.platform.Refusal;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/** How far a free diffusion is. */
@Schema(name = "FreeDiffusion")
record FreeDiffusionAnswer(UUID id, @Schema(allowableValues = {
		"RUNNING", "COMPLETED", "COMPLETED_WITH_FAILURES", "REFUSED" }) String state,
		@Schema(description = "All deliveries; 0 until they are prepared", example = "40") int deliveryCount,
		@JsonInclude(JsonInclude.Include.NON_NULL) @Schema(
				description = "Only when REFUSED: a right or an option was withdrawn after the request was accepted, "
						+ "or a document could not be sealed. Nothing was delivered.") @Nullable Reason refusal,
		@Schema(description = "The first 200 deliveries, by person and then by document") List<Line> deliveries){

	@Schema(name = "FreeDiffusionRefusal")
	record Reason(@Schema(example = "DOCUMENT_NOT_SEALABLE") String code,
			@Schema(description = "What to do, in the caller's language") String detail) {
	}

	@Schema(name = "Delivery")
	record Line(UUID id, @Schema(example = "H0001") String matricule,
			@Schema(description = "The document's name", example = "Note de service") String document,
			@Schema(description = "For GET /api/v1/documents/{id}/content") UUID documentId, DocumentType type,
			@Schema(description = "The furthest state reached") DeliveryState state,
			@Schema(description = "When it was put into the vault", nullable = true) @Nullable Instant deliveredAt,
			@Schema(description = "When the mail server accepted the mail",
					nullable = true) @Nullable Instant notifiedAt,
			@Schema(description = "When the employee first opened it", nullable = true) @Nullable Instant openedAt,
			@Schema(description = "When the employee signed it", nullable = true) @Nullable Instant signedAt,
			@Schema(description = "When the employee refused to sign it", nullable = true) @Nullable Instant declinedAt,
			@Schema(description = "Until when it can be signed; null where nobody is asked",
					nullable = true) @Nullable Instant signatureExpiresAt,
			@Schema(description = "When the employee was last reminded to sign",
					nullable = true) @Nullable Instant remindedAt,
			@Schema(description = "Why it FAILED, a code; or why the employee DECLINED, in their words",
					example = "RECIPIENT_LEFT_EMITTER", nullable = true) @Nullable String reason) {

		static Line of(Delivery delivery) {
			return new Line(delivery.id().value(), delivery.matricule(), delivery.documentName(),
					delivery.document().value(), delivery.type(), delivery.state(), delivery.deliveredAt(),
					delivery.notifiedAt(), delivery.openedAt(), delivery.signedAt(), delivery.signing().declinedAt(),
					delivery.signing().expiresAt(), delivery.signing().remindedAt(),
					(delivery.state() == DeliveryState.DECLINED) ? delivery.signing().refusal() : delivery.reason());
		}

	}

	static FreeDiffusionAnswer of(FindFreeDiffusion.View view, MessageSource messages, Locale language) {
		Refusal refusal = view.refusal();
		return new FreeDiffusionAnswer(view.id().value(), view.state().name(), view.deliveryCount(),
				(refusal != null) ? new Reason(refusal.code(), refusal.sentence(messages, language)) : null,
				view.deliveries().stream().map(Line::of).toList());
	}

}
