package io.estafette.sealing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;

import eu.europa.esig.dss.enumerations.CertificationPermission;
import eu.europa.esig.dss.enumerations.DigestAlgorithm;
import eu.europa.esig.dss.enumerations.SignatureLevel;
import eu.europa.esig.dss.model.DSSDocument;
import eu.europa.esig.dss.model.InMemoryDocument;
import eu.europa.esig.dss.model.SignatureValue;
import eu.europa.esig.dss.model.ToBeSigned;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.pades.PAdESSignatureParameters;
import eu.europa.esig.dss.pades.signature.PAdESService;
import io.estafette.sealing.SealCheck.Fault;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/**
 * Seals a PDF: a PAdES certification signature of the organisation, level T, DocMDP
 * permission 1 (no change allowed), so that any alteration shows (F6). Nothing is given
 * out that the strict check has not passed.
 */
@Service
public class SealPdf {

	private static final Logger log = LoggerFactory.getLogger(SealPdf.class);

	private final SealingKeys keys;

	private final Timestamps timestamps;

	private final StrictCheck strictCheck;

	private final SealingProperties properties;

	private final Clock clock;

	private final PAdESService service;

	/** Kept, because DSS remembers in them what it has verified. */
	private final List<CertificateToken> chain;

	SealPdf(SealingKeys keys, Timestamps timestamps, StrictCheck strictCheck, SealingProperties properties,
			Clock clock) {
		this.keys = keys;
		this.timestamps = timestamps;
		this.strictCheck = strictCheck;
		this.properties = properties;
		this.clock = clock;
		this.service = new PlainPadesService(timestamps);
		this.chain = keys.organisation().identity().chain().stream().map(CertificateToken::new).toList();
	}

	/**
	 * Seals a copy.
	 * @param source the PDF, which stays as it is; read whole into memory, so its size is
	 * the caller's to bound (F5)
	 * @param target where the sealed PDF is written; nothing is left there when sealing
	 * fails
	 * @throws UnsealablePdfException when this PDF cannot be sealed
	 * @throws TimestampUnavailableException when the time-stamp authority does not
	 * answer: try again later
	 */
	public void of(Path source, Path target) throws UnsealablePdfException, IOException {
		byte[] pdf = Files.readAllBytes(source);
		requireSealable(pdf);
		certify(pdf, target, CertificationPermission.NO_CHANGE_PERMITTED);
	}

	/** Seals these bytes, which {@link #requireSealable} has let pass. */
	void certify(byte[] pdf, Path target, CertificationPermission permission)
			throws UnsealablePdfException, IOException {
		DSSDocument sealed = seal(new InMemoryDocument(pdf), permission);
		try {
			sealed.save(target.toString());
			this.strictCheck.requireSeal(Files.readAllBytes(target), this.keys.organisation().identity(),
					permission.getCode());
		}
		catch (BrokenSealException ex) {
			Files.deleteIfExists(target);
			throw unsealable(ex);
		}
		catch (IOException | RuntimeException ex) {
			Files.deleteIfExists(target);
			throw ex;
		}
	}

	/** The bytes that these certificates take in a signature. */
	static int sizeOf(List<X509Certificate> certificates) {
		try {
			int size = 0;
			for (X509Certificate certificate : certificates) {
				size += certificate.getEncoded().length;
			}
			return size;
		}
		catch (CertificateException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

	private DSSDocument seal(DSSDocument source, CertificationPermission permission) throws UnsealablePdfException {
		SealingKeys.Entry key = this.keys.organisation();
		Instant now = this.clock.instant();
		key.identity().requireValid(now);
		PAdESSignatureParameters parameters = parameters(key, now, permission);
		ToBeSigned toBeSigned = prepare(source, parameters);
		try {
			SignatureValue value = new SignatureValue(key.identity().algorithm(), key.sign(toBeSigned.getBytes()));
			return this.service.signDocument(source, parameters, value);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("The organisation's key cannot sign", ex);
		}
	}

	private PAdESSignatureParameters parameters(SealingKeys.Entry key, Instant now,
			CertificationPermission permission) {
		PAdESSignatureParameters parameters = new PAdESSignatureParameters();
		parameters.setSignatureLevel(SignatureLevel.PAdES_BASELINE_T);
		parameters.setDigestAlgorithm(DigestAlgorithm.SHA256);
		parameters.setPermission(permission);
		parameters.setSigningCertificate(this.chain.getFirst());
		parameters.setCertificateChain(this.chain);
		parameters.setContentSize(sizeOf(key.identity().chain()) + 2048 + this.timestamps.largestToken());
		parameters.bLevel().setSigningDate(Date.from(now));
		parameters.setAppName("Estafette");
		parameters.setSignerName(key.identity().owner());
		parameters.setReason(this.properties.reason());
		return parameters;
	}

	private ToBeSigned prepare(DSSDocument source, PAdESSignatureParameters parameters) throws UnsealablePdfException {
		try {
			return this.service.getDataToSign(source, parameters);
		}
		catch (RuntimeException ex) {
			// All that can fail here is reading and extending this PDF.
			log.warn("A PDF cannot be prepared for its seal", ex);
			throw new UnsealablePdfException(UnsealablePdfException.Code.DAMAGED_PDF);
		}
	}

	static void requireSealable(byte[] source) throws UnsealablePdfException {
		try (PDDocument pdf = Loader.loadPDF(source)) {
			if (pdf.isEncrypted()) {
				throw new UnsealablePdfException(UnsealablePdfException.Code.ENCRYPTED_PDF);
			}
			if (!pdf.getSignatureDictionaries().isEmpty()
					|| pdf.getDocumentCatalog().getCOSObject().containsKey(COSName.PERMS)) {
				// Certifying a signed document silently gives no certification at all.
				throw new UnsealablePdfException(UnsealablePdfException.Code.ALREADY_SIGNED);
			}
		}
		catch (InvalidPasswordException ex) {
			throw new UnsealablePdfException(UnsealablePdfException.Code.ENCRYPTED_PDF);
		}
		catch (IOException | RuntimeException ex) {
			// PDFBox also answers malformed files with exceptions of the language.
			throw new UnsealablePdfException(UnsealablePdfException.Code.DAMAGED_PDF);
		}
	}

	/** A seal that cannot be read back in this PDF is the PDF's fault, any other ours. */
	private static UnsealablePdfException unsealable(BrokenSealException ex) {
		if (ex.fault() == Fault.NOT_CERTIFIED) {
			return new UnsealablePdfException(UnsealablePdfException.Code.DAMAGED_PDF);
		}
		throw new IllegalStateException("The seal just made does not pass the strict check: " + ex.fault()
				+ ((ex.fault() == Fault.NO_TIMESTAMP)
						? "; see whether estafette.sealing.timestamp-certificates names the authority's certificates"
						: ""),
				ex);
	}

}
