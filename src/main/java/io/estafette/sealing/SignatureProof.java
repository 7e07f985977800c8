package io.estafette.sealing;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What the proof file of a signature says (D4).
 *
 * @param request the number of the request to sign
 * @param address where the one-time code went
 * @param identifiedHow in a sentence
 * @param consent the sentence that the person agreed to
 * @param steps in the order in which they happened
 */
public record SignatureProof(UUID request, String documentName, Signatory signatory, String address,
		String identifiedHow, String consent, SignedPdf signature, List<Step> steps) {

	/**
	 * A step on the way to the signature.
	 *
	 * @param what in a few words
	 * @param address the network address of who did it; null when it was the platform
	 * @param browser as it calls itself; null when it was the platform
	 */
	public record Step(String what, Instant at, @Nullable String address, @Nullable String browser) {
	}

}
