package io.estafette.notification;

import java.time.Instant;
import java.util.UUID;

/**
 * A mail of the outbox.
 *
 * @param attempts how often the mail server was asked to take it, in vain
 */
record OutgoingMail(UUID id, HandOverMail content, int attempts, Instant queuedAt) {
}
