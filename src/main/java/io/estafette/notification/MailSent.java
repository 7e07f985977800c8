package io.estafette.notification;

import java.time.Instant;
import java.util.UUID;

/**
 * The mail server accepted the mail of this hand-over; told in the transaction that notes
 * it.
 */
public record MailSent(UUID handOver, Instant at) {
}
