package io.estafette.document;

/** What a PDF must not hold to be sealed or signed (F5). */
final class PdfRules {

	private PdfRules() {
	}

	static void checkType(DocumentType type, boolean activeContent, boolean alreadySigned) {
		if (type == DocumentType.SIMPLE) {
			return;
		}
		if (activeContent) {
			throw PdfProblem.ACTIVE_CONTENT.refusal();
		}
		if (alreadySigned) {
			throw PdfProblem.ALREADY_SIGNED.refusal();
		}
	}

}
