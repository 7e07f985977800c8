package io.estafette.delivery;

/** Why a delivery failed; users read the sentence {@code delivery.reason.<name>}. */
public enum FailureReason {

	/**
	 * The person no longer works for the emitter, which is all that the sender may reach
	 * (F2, O6).
	 */
	RECIPIENT_LEFT_EMITTER

}
