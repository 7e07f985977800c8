package io.estafette.sealing;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What the check of a PDF's seal says (D5).
 *
 * @param verdict in one word
 * @param fault why it is not intact; null when it is
 * @param sealedBy the organisation that sealed it, or whose seal it carried before it was
 * altered; null when unknown
 * @param sealedAt when, by the time stamp; null unless intact
 */
public record SealCheck(Verdict verdict, @Nullable Fault fault, @Nullable String sealedBy, @Nullable Instant sealedAt) {

	/** The answer. */
	public enum Verdict {

		/** The organisation sealed it, and not one byte has changed since. */
		INTACT,
		/** It carries the organisation's seal, and is not what was sealed. */
		ALTERED,
		/** It carries no seal of this organisation: nothing can be said about it. */
		UNKNOWN

	}

	/** The first thing found wrong. */
	public enum Fault {

		/** No signature is found where a seal would be. */
		NO_SEAL,
		/** Something follows the seal, or it leaves a part of the file out. */
		NOT_THE_WHOLE_FILE,
		/** The signature does not fit the bytes. */
		CHANGED,
		/** The signature is not the organisation's. */
		OTHER_SIGNER,
		/** There is no time stamp, or not one of an authority that is trusted. */
		NO_TIMESTAMP,
		/** The PDF cannot be opened. */
		UNREADABLE,
		/** The PDF has other signatures, or none that a reader sees. */
		NOT_THE_ONLY_SIGNATURE,
		/** The seal does not forbid every change. */
		ALLOWS_CHANGES

	}

}
