package io.estafette.signature;

import java.util.UUID;

/** The person is to be reminded of what a hand-over brought to sign. */
public record SignatureReminderDue(UUID handOver) {
}
