package io.estafette.signature;

/** How far a request to sign is. */
public enum SignatureState {

	/** The person is asked. */
	REQUESTED,
	/** The person has consented; the signature is being made. */
	CONSENTED,
	/** The signed file and its proof are there. */
	SIGNED,
	/** The person refused, with a reason. */
	DECLINED,
	/** Nothing happened until the last day. */
	EXPIRED,
	/** The sender no longer wants it. */
	CANCELLED

}
