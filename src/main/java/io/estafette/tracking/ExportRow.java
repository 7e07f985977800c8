package io.estafette.tracking;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/** A line of an export: one document for one person (C14). */
record ExportRow(String matricule, String lastName, String firstName, String agencyCode, String agency,
		@Nullable String trigger, String document, Instant deliveredAt, @Nullable Instant notifiedAt,
		@Nullable Instant openedAt, @Nullable Instant signedAt, String state, @Nullable String reason) {
}
