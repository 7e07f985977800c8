package io.estafette.document;

import java.util.EnumSet;
import java.util.Set;

/**
 * What is said about a document that is accepted all the same (F5); the sentences are
 * {@code document.warning.<name>}.
 */
public enum PdfWarning {

	/** Slow to open on a phone: above {@link #LARGE_FROM}. */
	LARGE,

	/**
	 * Holds scripts, launch actions, embedded files or XFA; only a simple document may.
	 */
	ACTIVE_CONTENT;

	/** Largest size that needs no advice, in bytes: 500 kB. */
	public static final long LARGE_FROM = 500_000;

	static Set<PdfWarning> of(long size, boolean activeContent) {
		Set<PdfWarning> warnings = EnumSet.noneOf(PdfWarning.class);
		if (size > LARGE_FROM) {
			warnings.add(LARGE);
		}
		if (activeContent) {
			warnings.add(ACTIVE_CONTENT);
		}
		return warnings;
	}

}
