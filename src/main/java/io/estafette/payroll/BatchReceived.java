package io.estafette.payroll;

import java.util.UUID;

/** A batch of deposits is stored and can be worked on. */
public record BatchReceived(UUID batch) {
}
