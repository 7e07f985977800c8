package io.estafette.notification;

import java.util.UUID;

/** The mail of a hand-over came back: it will not arrive. */
public record MailBounced(UUID handOver) {
}
