package io.estafette.document;

import io.estafette.platform.Refusal;

/**
 * Why a file is refused (F5). The names are the codes of refused files; the sentences
 * {@code refusal.<name>} say what to do.
 */
public enum PdfProblem {

	NOT_A_PDF, EMPTY_FILE, DAMAGED_PDF, ENCRYPTED_PDF, TOO_LARGE, TOO_COMPLEX, NO_PAGE, ACTIVE_CONTENT, ALREADY_SIGNED;

	/** The refusal to throw. */
	Refusal refusal() {
		return new Refusal((this == TOO_LARGE) ? Refusal.Kind.TOO_LARGE : Refusal.Kind.INVALID, name());
	}

}
