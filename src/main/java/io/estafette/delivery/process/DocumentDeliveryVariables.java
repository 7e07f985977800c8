package io.estafette.delivery.process;

/**
 * The variables of the process document-delivery.
 *
 * @param handOverId which hand-over to serve
 * @param handedOver whether its documents are in the vault
 */
public record DocumentDeliveryVariables(String handOverId, boolean handedOver) {
}
