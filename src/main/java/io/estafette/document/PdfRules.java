package io.estafette.document;

import io.estafette.platform.Refusal;

/** What a PDF must not hold to be sealed or signed (F5). */
final class PdfRules {

	private PdfRules() {
	}

	static void checkType(DocumentType type, boolean activeContent, boolean alreadySigned) {
		if (type == DocumentType.SIMPLE) {
			return;
		}
		if (activeContent) {
			throw new Refusal(Refusal.Kind.INVALID, "ACTIVE_CONTENT");
		}
		if (alreadySigned) {
			throw new Refusal(Refusal.Kind.INVALID, "ALREADY_SIGNED");
		}
	}

}
