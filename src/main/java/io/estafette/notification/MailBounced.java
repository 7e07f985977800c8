package io.estafette.notification;

import java.time.Instant;
import java.util.UUID;

/**
 * The mail of a hand-over came back: it will not arrive.
 *
 * @param status the code of RFC 3463, such as 5.1.1
 */
public record MailBounced(UUID handOver, Instant at, String status) {
}
