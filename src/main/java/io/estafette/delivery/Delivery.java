package io.estafette.delivery;

import java.time.Instant;
import java.util.UUID;

import io.estafette.document.DocumentId;
import io.estafette.document.DocumentType;
import org.jspecify.annotations.Nullable;

/**
 * One line of the ledger as people see it: one document for one person.
 *
 * @param reason why it failed: a {@link FailureReason} name
 */
public record Delivery(DeliveryId id, UUID sourceId, String matricule, DocumentId document, String documentName,
		DocumentType type, DeliveryState state, @Nullable String reason, @Nullable Instant deliveredAt,
		@Nullable Instant notifiedAt, @Nullable Instant openedAt, @Nullable Instant signedAt, Signing signing) {
}
