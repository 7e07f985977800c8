package io.estafette.tracking;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A line of an export: one document for one person (C14).
 *
 * @param reason why it failed, a code; or why the person refused to sign, in their words
 */
record ExportRow(String matricule, String lastName, String firstName, String agencyCode, String agency,
		@Nullable String trigger, String document, Instant deliveredAt, @Nullable Instant notifiedAt,
		@Nullable Instant openedAt, @Nullable Instant signedAt, String state, @Nullable String reason) {
}
