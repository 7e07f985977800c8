package io.estafette.sealing;

import java.time.Instant;

/**
 * What there is to prove of a signature (D4).
 *
 * @param signedAt by its time stamp
 * @param sha256Before of the copy that was read and signed, in hexadecimal digits
 * @param sha256After of the signed file
 * @param certificateSubject whom the certificate names
 * @param certificateIssuer who issued it
 * @param certificateSerial in hexadecimal digits
 */
public record SignedPdf(Instant signedAt, String sha256Before, String sha256After, String certificateSubject,
		String certificateIssuer, String certificateSerial, Instant certificateNotBefore, Instant certificateNotAfter) {
}
