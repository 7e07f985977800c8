package io.estafette.sealing;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What DSS, the European Commission's library, says about the signatures of a PDF (ETSI
 * EN 319 102-1), for experts: it stands behind the verdict of {@link CheckSeal} and never
 * replaces it.
 *
 * @param signatures in the order of the file
 * @param xml the detailed report, complete
 */
public record DssReport(List<Signature> signatures, String xml) {

	/**
	 * A signature or seal.
	 *
	 * @param signedBy whom its certificate names
	 * @param format such as PAdES-BASELINE-T
	 * @param indication TOTAL_PASSED, INDETERMINATE or TOTAL_FAILED
	 * @param subIndication why it did not pass
	 * @param provenAt the earliest time at which it is proven to have existed
	 * @param notes what was found, in DSS's own words
	 */
	public record Signature(String signedBy, String format, String indication, @Nullable String subIndication,
			@Nullable Instant provenAt, List<String> notes) {
	}

}
