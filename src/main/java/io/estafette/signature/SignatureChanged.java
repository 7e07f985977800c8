package io.estafette.signature;

import java.time.Instant;
import java.util.UUID;

/**
 * A request to sign has gone on, published in the transaction in which it did.
 *
 * @param request its id, which is that of the line of the ledger
 */
public record SignatureChanged(UUID request, SignatureState state, Instant at) {
}
