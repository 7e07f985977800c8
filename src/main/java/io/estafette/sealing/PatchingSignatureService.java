package io.estafette.sealing;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import eu.europa.esig.dss.model.DSSDocument;
import eu.europa.esig.dss.model.InMemoryDocument;
import eu.europa.esig.dss.pades.PAdESCommonParameters;
import eu.europa.esig.dss.pdf.PDFServiceMode;
import eu.europa.esig.dss.pdf.PDFSignatureService;
import eu.europa.esig.dss.pdf.pdfbox.PdfBoxNativeObjectFactory;
import eu.europa.esig.dss.pdf.pdfbox.PdfBoxSignatureService;
import eu.europa.esig.dss.pdf.pdfbox.visible.nativedrawer.PdfBoxNativeSignatureDrawerFactory;

/**
 * Writes the signature straight into the place reserved for it in the prepared PDF. DSS
 * looks for that place through the whole file, byte by byte, which takes most of the time
 * of a large seal.
 */
final class PatchingSignatureService extends PdfBoxSignatureService {

	private PatchingSignatureService() {
		super(PDFServiceMode.SIGNATURE, new PdfBoxNativeSignatureDrawerFactory());
	}

	@Override
	public DSSDocument sign(DSSDocument source, byte[] cms, PAdESCommonParameters parameters) {
		if (!(parameters.getPdfSignatureCache().getToBeSignedDocument() instanceof InMemoryDocument prepared)) {
			throw new IllegalStateException("The PDF to sign was not prepared in memory");
		}
		byte[] pdf = prepared.getBytes();
		int place = reservedPlace(pdf, parameters.getContentSize() * 2);
		if (cms.length > parameters.getContentSize()) {
			throw new IllegalStateException("The signature takes " + cms.length + " bytes, more than the reserved "
					+ parameters.getContentSize());
		}
		byte[] hex = HexFormat.of().formatHex(cms).getBytes(StandardCharsets.US_ASCII);
		System.arraycopy(hex, 0, pdf, place, hex.length);
		parameters.reinit();
		return prepared;
	}

	/**
	 * The place nearest to the end of the file: what the seal adds comes after everything
	 * else. The strict check would find out if it were another one.
	 */
	private static int reservedPlace(byte[] pdf, int length) {
		for (int close = pdf.length - 1; close > length; close--) {
			if (pdf[close] == '>' && pdf[close - length - 1] == '<' && isBlank(pdf, close - length, close)) {
				return close - length;
			}
		}
		throw new IllegalStateException("The prepared PDF has no place for the signature");
	}

	private static boolean isBlank(byte[] pdf, int from, int to) {
		for (int i = from; i < to; i++) {
			if (pdf[i] != '0') {
				return false;
			}
		}
		return true;
	}

	/** Makes DSS use it. */
	static final class Factory extends PdfBoxNativeObjectFactory {

		@Override
		public PDFSignatureService newPAdESSignatureService() {
			return configure(new PatchingSignatureService());
		}

	}

}
