package io.estafette.signature;

import java.util.UUID;

/**
 * A person or the sender decided: the waiting process is to be told.
 *
 * @param consented false when it was declined or cancelled
 */
public record SignatureDecided(UUID request, boolean consented) {
}
