package io.estafette.delivery;

/** Why a delivery failed; users read the sentence {@code delivery.reason.<name>}. */
public enum FailureReason {

	/**
	 * The person no longer works for the emitter, which is all that the sender may reach
	 * (F2, O6).
	 */
	RECIPIENT_LEFT_EMITTER,

	/**
	 * Who asked for a retry had lost the right to send it when it was about to leave
	 * (O6).
	 */
	RIGHT_WITHDRAWN,

	/** The campaign was closed by hand before its catch-up came to this person (C10). */
	CAMPAIGN_CLOSED

}
