package io.estafette.notification;

import java.time.Instant;
import java.util.UUID;

/**
 * The mail of this hand-over went to the mail server; told in the transaction that notes
 * it, which is committed only if the mail server accepts the mail.
 *
 * @param at when it was given to the mail server
 */
public record MailSent(UUID handOver, Instant at) {
}
