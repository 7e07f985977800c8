package io.estafette.tracking;

import java.util.UUID;

/** Somebody wants a file: a process instance is to prepare it. */
public record ExportRequested(UUID export) {
}
