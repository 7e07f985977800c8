package io.estafette.notification;

import java.time.Instant;
import java.util.UUID;

/**
 * A mail of the outbox.
 *
 * @param copy 0 for the mail of the hand-over, more for those that follow
 * @param reminder whether it reminds of what is still to sign
 * @param attempts how often the mail server was asked to take it, in vain
 */
record OutgoingMail(UUID id, MailContent content, int copy, boolean reminder, int attempts, Instant queuedAt) {
}
