package io.estafette.document;

/** What a PDF must not hold to be sealed or signed (F5). */
final class PdfRules {

	private PdfRules() {
	}

	/** DSS seals no file that starts with other bytes, though readers open it. */
	static void checkStart(DocumentType type, byte[] start) {
		if (type != DocumentType.SIMPLE && !PdfValues.startsWith(start, 0, "%PDF-")) {
			throw PdfProblem.DAMAGED_PDF.refusal();
		}
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
