package io.estafette.payroll;

import java.util.UUID;

/** A deposit was stored: its process begins. */
public record DepositReceived(UUID deposit) {
}
