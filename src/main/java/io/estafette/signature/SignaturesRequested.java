package io.estafette.signature;

import java.util.List;
import java.util.UUID;

/** People are asked to sign: a process instance for each is to begin. */
public record SignaturesRequested(List<UUID> requests) {
}
