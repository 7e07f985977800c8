package io.estafette.sealing;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import io.estafette.sealing.SealCheck.Fault;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.springframework.stereotype.Component;

/**
 * The strict check of a seal: exactly one signature, made with the organisation's
 * certificate and time-stamped, certifying the document with permission 1, covering every
 * byte of the file but its own, whose every byte is as it must be.
 */
@Component
class StrictCheck {

	private final SignatureCheck signatureCheck;

	StrictCheck(SignatureCheck signatureCheck) {
		this.signatureCheck = signatureCheck;
	}

	/**
	 * Checks it. The bytes are held against the signature before they are read as a PDF,
	 * so that a parser sees only what the organisation itself signed.
	 * @param organisation who must have sealed it
	 * @return when it was sealed, by the time stamp
	 */
	Instant require(byte[] pdf, Identity organisation) throws BrokenSealException {
		SignedRange range = SignedRange.last(pdf);
		Instant sealedAt = this.signatureCheck.require(range.digest(pdf), range.signature(pdf), organisation);
		requireCertification(pdf, range);
		return sealedAt;
	}

	private static void requireCertification(byte[] bytes, SignedRange range) throws BrokenSealException {
		try (PDDocument pdf = Loader.loadPDF(bytes)) {
			List<PDSignature> signatures = pdf.getSignatureDictionaries();
			COSDictionary permissions = pdf.getDocumentCatalog().getCOSObject().getCOSDictionary(COSName.PERMS);
			if (signatures.size() != 1 || permissions == null
					|| permissions.getCOSDictionary(COSName.DOCMDP) != signatures.getFirst().getCOSObject()
					|| !Arrays.equals(signatures.getFirst().getByteRange(), range.toArray())
					|| !forbidsEveryChange(signatures.getFirst())) {
				throw new BrokenSealException(Fault.NOT_CERTIFIED, null);
			}
		}
		catch (IOException | RuntimeException ex) {
			// PDFBox also answers malformed files with exceptions of the language.
			throw new BrokenSealException(Fault.NOT_CERTIFIED, ex);
		}
	}

	private static boolean forbidsEveryChange(PDSignature seal) {
		COSArray references = seal.getCOSObject().getCOSArray(COSName.REFERENCE);
		if (references == null || references.size() != 1
				|| !(references.getObject(0) instanceof COSDictionary reference)) {
			return false;
		}
		COSDictionary parameters = reference.getCOSDictionary(COSName.TRANSFORM_PARAMS);
		return COSName.DOCMDP.equals(reference.getCOSName(COSName.TRANSFORM_METHOD)) && parameters != null
				&& parameters.getInt(COSName.P, 2) == 1;
	}

}
