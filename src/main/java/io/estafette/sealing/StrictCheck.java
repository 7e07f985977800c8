package io.estafette.sealing;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

	private final List<Identity> organisations;

	private final List<Identity> signingAuthorities;

	StrictCheck(SignatureCheck signatureCheck, SealingKeys keys) {
		this.signatureCheck = signatureCheck;
		this.organisations = keys.organisations();
		this.signingAuthorities = keys.signingAuthorities();
	}

	/**
	 * What was found intact.
	 *
	 * @param sealedBy whose seal it is
	 * @param sealedAt by the time stamp
	 * @param toSign whether it waits for a signature
	 * @param signer whose signature stands behind the seal; null without one
	 * @param signedAt when that was, by its time stamp; null without one
	 */
	record Intact(Identity sealedBy, Instant sealedAt, boolean toSign, @Nullable Identity signer,
			@Nullable Instant signedAt) {
	}

	/**
	 * Checks a file of which nothing is known. The bytes are held against the signature
	 * before they are read as a PDF, so that a parser sees only what the organisation
	 * itself signed, or had signed.
	 * @param organisation who must have sealed it, or signed for a person, unless one of
	 * our authorities issued that person's certificate
	 */
	Intact require(byte[] pdf, Identity organisation) throws BrokenSealException {
		SignedRange range = SignedRange.last(pdf);
		Identity signer = person(range.signature(pdf)).orElse(organisation);
		Instant at = this.signatureCheck.require(range.digest(pdf), range.signature(pdf), signer);
		List<int[]> ranges = ranges(pdf);
		if (ranges.size() == 1 && signer == organisation) {
			int permission = permission(pdf, range);
			return new Intact(organisation, at, permission == SIGNING_ONLY, null, null);
		}
		Map.Entry<Identity, Instant> seal = requireSealBehind(pdf, range, ranges);
		return new Intact(seal.getKey(), seal.getValue(), false, signer, at);
	}

	/** Whoever signed with a certificate that one of our authorities issued. */
	private Optional<Identity> person(byte[] signature) {
		return this.signingAuthorities.stream()
			.flatMap((authority) -> this.signatureCheck.issuedBy(authority, signature).stream())
			.filter((person) -> this.organisations.stream()
				.noneMatch((organisation) -> organisation.certificate().equals(person.certificate())))
			.findFirst();
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

	/**
	 * Checks a signature just made; returns when that was, by the time stamp. The seal
	 * behind it may be older than the organisation's present certificate.
	 */
	Instant requireSigned(byte[] pdf, Identity signer) throws BrokenSealException {
		SignedRange range = SignedRange.last(pdf);
		Instant signedAt = this.signatureCheck.require(range.digest(pdf), range.signature(pdf), signer);
		requireSealBehind(pdf, range, ranges(pdf));
		return signedAt;
	}

	/**
	 * The seal covers the beginning of the file, up to an end of its own, and permits
	 * signing only. Returns whose it is, and when it was made.
	 */
	private Map.Entry<Identity, Instant> requireSealBehind(byte[] pdf, SignedRange last, List<int[]> ranges)
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
		byte[] sealed = Arrays.copyOf(pdf, (int) end);
		BrokenSealException broken = new BrokenSealException(Fault.OTHER_SIGNER, null);
		for (Identity organisation : this.organisations) {
			try {
				return Map.entry(organisation, requireSeal(sealed, organisation, SIGNING_ONLY));
			}
			catch (BrokenSealException ex) {
				broken = (ex.fault() != Fault.OTHER_SIGNER) ? ex : broken;
			}
		}
		throw broken;
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
