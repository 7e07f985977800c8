package io.estafette.vault;

import java.time.Instant;
import java.util.UUID;

import io.estafette.document.DocumentId;
import io.estafette.document.DocumentType;

/**
 * A document in somebody's vault.
 *
 * @param sender the name of the node that sent it
 * @param opened whether its owner has opened it before
 */
public record VaultItem(UUID delivery, DocumentId document, String name, DocumentType type, String sender,
		Instant deliveredAt, boolean opened, long size, int pages) {
}
