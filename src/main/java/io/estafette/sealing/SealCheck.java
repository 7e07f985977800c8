package io.estafette.sealing;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What the check of a PDF's seal says (D5).
 *
 * @param verdict in one word
 * @param fault why it is not intact; null when it is
 * @param sealedBy the organisation that sealed it, or whose seal it carried before it was
 * altered; null when unknown
 * @param issuer who issued that organisation's certificate; null when unknown
 * @param sealedAt when, by the time stamp; null unless intact
 * @param toSign whether it is intact and waits for a signature
 * @param signatures of people, behind the seal; empty unless intact
 */
public record SealCheck(Verdict verdict, @Nullable Fault fault, @Nullable String sealedBy, @Nullable String issuer,
		@Nullable Instant sealedAt, boolean toSign, List<Signature> signatures) {

	/**
	 * Somebody's signature.
	 *
	 * @param name whom the certificate names
	 * @param organisation for whom they work, as the certificate says
	 * @param issuer who issued the certificate
	 * @param signedAt by the time stamp
	 */
	public record Signature(String name, String organisation, String issuer, Instant signedAt) {
	}

	/** The answer. */
	public enum Verdict {

		/** An organisation we know sealed it, and not one byte has changed since. */
		INTACT,
		/** It carries the seal of an organisation we know, and is not what was sealed. */
		ALTERED,
		/** It carries no seal of an organisation we know: nothing can be said. */
		UNKNOWN

	}

	/** Why a PDF is not intact. */
	public enum Fault {

		/** It carries no signature. */
		NO_SIGNATURE,
		/** It is signed, by somebody we do not know. */
		OTHER_SIGNER,
		/** Something was added behind the seal, or cut off. */
		NOT_THE_WHOLE_FILE,
		/** The signature does not fit the bytes, or is not written as we write it. */
		CHANGED,
		/** There is no time stamp, or not one of an authority that is trusted. */
		NO_TIMESTAMP,
		/** It cannot be opened, or the seal does not forbid every change. */
		NOT_CERTIFIED

	}

}
