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
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The strict check of a seal: made with the organisation's certificate and time-stamped,
 * certifying the document, covering every byte of the file but its own, whose every byte
 * is as it must be. A document to sign is certified with permission 2, and may carry one
 * signature of a person behind the seal: that one then covers every byte of the file, and
 * the seal every byte of what was there before.
 */
@Component
class StrictCheck {

	private static final int NO_CHANGE = 1;

	private static final int SIGNING_ONLY = 2;

	private final SignatureCheck signatureCheck;

	StrictCheck(SignatureCheck signatureCheck) {
		this.signatureCheck = signatureCheck;
	}

	/**
	 * What was found intact.
	 *
	 * @param sealedAt by the time stamp
	 * @param toSign whether it waits for a signature
	 * @param signer whose signature stands behind the seal; null without one
	 * @param signedAt when that was, by its time stamp; null without one
	 */
	record Intact(Instant sealedAt, boolean toSign, @Nullable Identity signer, @Nullable Instant signedAt) {
	}

	/**
	 * Checks a file of which nothing is known. The bytes are held against the signature
	 * before they are read as a PDF, so that a parser sees only what the organisation
	 * itself signed, or had signed.
	 * @param organisation who must have sealed it
	 * @param signingAuthority who issued the certificate of a person that signed, if
	 * anybody does
	 */
	Intact require(byte[] pdf, Identity organisation, @Nullable Identity signingAuthority) throws BrokenSealException {
		SignedRange range = SignedRange.last(pdf);
		Identity signer = organisation;
		if (signingAuthority != null) {
			signer = this.signatureCheck.issuedBy(signingAuthority, range.signature(pdf)).orElse(organisation);
		}
		Instant at = this.signatureCheck.require(range.digest(pdf), range.signature(pdf), signer);
		List<int[]> ranges = ranges(pdf);
		if (ranges.size() == 1 && signer == organisation) {
			int permission = permission(pdf, range);
			return new Intact(at, permission == SIGNING_ONLY, null, null);
		}
		return new Intact(requireSealBehind(pdf, range, ranges, organisation), false, signer, at);
	}

	/**
	 * Checks a seal just made.
	 * @param permission what the certification must permit
	 * @return when it was sealed, by the time stamp
	 */
	Instant requireSeal(byte[] pdf, Identity organisation, int permission) throws BrokenSealException {
		SignedRange range = SignedRange.last(pdf);
		Instant sealedAt = this.signatureCheck.require(range.digest(pdf), range.signature(pdf), organisation);
		if (permission(pdf, range) != permission) {
			throw new BrokenSealException(Fault.NOT_CERTIFIED, null);
		}
		return sealedAt;
	}

	/** Checks a signature just made; returns when that was, by the time stamp. */
	Instant requireSigned(byte[] pdf, Identity organisation, Identity signer) throws BrokenSealException {
		SignedRange range = SignedRange.last(pdf);
		Instant signedAt = this.signatureCheck.require(range.digest(pdf), range.signature(pdf), signer);
		requireSealBehind(pdf, range, ranges(pdf), organisation);
		return signedAt;
	}

	/**
	 * The seal covers the beginning of the file, up to an end of its own, and permits
	 * signing only.
	 */
	private Instant requireSealBehind(byte[] pdf, SignedRange last, List<int[]> ranges, Identity organisation)
			throws BrokenSealException {
		List<int[]> others = ranges.stream().filter((range) -> !Arrays.equals(range, last.toArray())).toList();
		if (ranges.size() != 2 || others.size() != 1) {
			throw new BrokenSealException(Fault.NOT_CERTIFIED, null);
		}
		int[] seal = others.getFirst();
		long end = (long) seal[2] + seal[3];
		if (end <= 0 || end >= pdf.length) {
			throw new BrokenSealException(Fault.NOT_CERTIFIED, null);
		}
		return requireSeal(Arrays.copyOf(pdf, (int) end), organisation, SIGNING_ONLY);
	}

	/** What each signature of a file that may be parsed covers. */
	private static List<int[]> ranges(byte[] bytes) throws BrokenSealException {
		try (PDDocument pdf = Loader.loadPDF(bytes)) {
			return pdf.getSignatureDictionaries().stream().map(PDSignature::getByteRange).toList();
		}
		catch (IOException | RuntimeException ex) {
			// PDFBox also answers malformed files with exceptions of the language.
			throw new BrokenSealException(Fault.NOT_CERTIFIED, ex);
		}
	}

	/** What the only signature of the file, which must certify it, still permits. */
	private static int permission(byte[] bytes, SignedRange range) throws BrokenSealException {
		try (PDDocument pdf = Loader.loadPDF(bytes)) {
			List<PDSignature> signatures = pdf.getSignatureDictionaries();
			COSDictionary permissions = pdf.getDocumentCatalog().getCOSObject().getCOSDictionary(COSName.PERMS);
			if (signatures.size() != 1 || permissions == null
					|| permissions.getCOSDictionary(COSName.DOCMDP) != signatures.getFirst().getCOSObject()
					|| !Arrays.equals(signatures.getFirst().getByteRange(), range.toArray())) {
				throw new BrokenSealException(Fault.NOT_CERTIFIED, null);
			}
			return permission(signatures.getFirst());
		}
		catch (IOException | RuntimeException ex) {
			throw new BrokenSealException(Fault.NOT_CERTIFIED, ex);
		}
	}

	private static int permission(PDSignature seal) throws BrokenSealException {
		COSArray references = seal.getCOSObject().getCOSArray(COSName.REFERENCE);
		if (references == null || references.size() != 1
				|| !(references.getObject(0) instanceof COSDictionary reference)
				|| !COSName.DOCMDP.equals(reference.getCOSName(COSName.TRANSFORM_METHOD))) {
			throw new BrokenSealException(Fault.NOT_CERTIFIED, null);
		}
		COSDictionary parameters = reference.getCOSDictionary(COSName.TRANSFORM_PARAMS);
		int permission = (parameters != null) ? parameters.getInt(COSName.P, 2) : 0;
		if (permission != NO_CHANGE && permission != SIGNING_ONLY) {
			throw new BrokenSealException(Fault.NOT_CERTIFIED, null);
		}
		return permission;
	}

}
