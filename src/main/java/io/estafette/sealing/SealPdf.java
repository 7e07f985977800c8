package io.estafette.sealing;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Clock;
import java.util.Date;

import eu.europa.esig.dss.enumerations.CertificationPermission;
import eu.europa.esig.dss.enumerations.DigestAlgorithm;
import eu.europa.esig.dss.enumerations.SignatureAlgorithm;
import eu.europa.esig.dss.enumerations.SignatureLevel;
import eu.europa.esig.dss.model.DSSDocument;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.model.SignatureValue;
import eu.europa.esig.dss.model.ToBeSigned;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.pades.PAdESSignatureParameters;
import eu.europa.esig.dss.pades.signature.PAdESService;
import eu.europa.esig.dss.service.http.commons.TimestampDataLoader;
import eu.europa.esig.dss.service.tsp.OnlineTSPSource;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.tsp.KeyEntityTSPSource;
import eu.europa.esig.dss.spi.x509.tsp.TSPSource;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.springframework.stereotype.Service;

/**
 * Seals a PDF: a PAdES certification signature of the organisation, level T, DocMDP
 * permission 1 (no change allowed), so that any alteration shows (F6). Nothing is given
 * out that the strict check has not passed.
 */
@Service
public class SealPdf {

	private static final int TIMESTAMP_TIMEOUT_MS = 5_000;

	private final SealingKeys keys;

	private final CheckSeal checkSeal;

	private final TSPSource timestamps;

	private final Clock clock;

	SealPdf(SealingKeys keys, CheckSeal checkSeal, SealingProperties properties, Clock clock) {
		this.keys = keys;
		this.checkSeal = checkSeal;
		this.timestamps = timestamps(keys, properties);
		this.clock = clock;
	}

	/**
	 * Seals a copy.
	 * @param source the PDF, which stays as it is
	 * @param target where the sealed PDF is written
	 * @throws UnsealablePdfException when this PDF cannot be sealed
	 * @throws TimestampUnavailableException when the time-stamp authority does not
	 * answer: try again later
	 */
	public void of(Path source, Path target) throws UnsealablePdfException {
		refuseUnsealable(source);
		DSSDocument sealed = seal(new FileDocument(source.toFile()));
		try {
			sealed.save(target.toString());
			this.checkSeal.require(target);
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

	private DSSDocument seal(DSSDocument source) {
		SealingKeys.Entry key = this.keys.organisation();
		SignatureAlgorithm algorithm = key.key().getAlgorithm().equals("RSA") ? SignatureAlgorithm.RSA_SHA256
				: SignatureAlgorithm.ECDSA_SHA256;
		PAdESSignatureParameters parameters = new PAdESSignatureParameters();
		parameters.setSignatureLevel(SignatureLevel.PAdES_BASELINE_T);
		parameters.setDigestAlgorithm(DigestAlgorithm.SHA256);
		parameters.setPermission(CertificationPermission.NO_CHANGE_PERMITTED);
		parameters.setSigningCertificate(new CertificateToken(key.certificate()));
		parameters.setCertificateChain(key.chain().stream().map(CertificateToken::new).toList());
		parameters.bLevel().setSigningDate(Date.from(this.clock.instant()));
		parameters.setAppName("Estafette");
		PAdESService service = new PAdESService(new CommonCertificateVerifier());
		service.setTspSource(this.timestamps);
		ToBeSigned toBeSigned = service.getDataToSign(source, parameters);
		try {
			Signature signer = Signature.getInstance(algorithm.getJCEId());
			signer.initSign(key.key());
			signer.update(toBeSigned.getBytes());
			return service.signDocument(source, parameters, new SignatureValue(algorithm, signer.sign()));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("The organisation's key cannot sign", ex);
		}
	}

	private static void refuseUnsealable(Path source) throws UnsealablePdfException {
		try (PDDocument pdf = Loader.loadPDF(source.toFile())) {
			if (pdf.isEncrypted()) {
				throw new UnsealablePdfException(UnsealablePdfException.Code.ENCRYPTED_PDF);
			}
			if (!pdf.getSignatureDictionaries().isEmpty()) {
				// Certifying a signed document silently gives no certification at all.
				throw new UnsealablePdfException(UnsealablePdfException.Code.ALREADY_SIGNED);
			}
		}
		catch (InvalidPasswordException ex) {
			throw new UnsealablePdfException(UnsealablePdfException.Code.ENCRYPTED_PDF);
		}
		catch (IOException ex) {
			throw new UnsealablePdfException(UnsealablePdfException.Code.DAMAGED_PDF);
		}
	}

	private static TSPSource timestamps(SealingKeys keys, SealingProperties properties) {
		if (properties.timestampUrl() != null) {
			TimestampDataLoader loader = new TimestampDataLoader();
			loader.setTimeoutConnection(TIMESTAMP_TIMEOUT_MS);
			loader.setTimeoutSocket(TIMESTAMP_TIMEOUT_MS);
			OnlineTSPSource online = new OnlineTSPSource(properties.timestampUrl().toString(), loader);
			return (algorithm, digest) -> {
				try {
					return online.getTimeStampResponse(algorithm, digest);
				}
				catch (RuntimeException ex) {
					throw new TimestampUnavailableException(ex);
				}
			};
		}
		SealingKeys.Entry stamper = keys.timestamp();
		if (stamper == null) {
			throw new IllegalStateException("Set estafette.sealing.timestamp-url to a time-stamp authority (RFC 3161):"
					+ " the key store has no key to stamp with.");
		}
		KeyEntityTSPSource local = new KeyEntityTSPSource(stamper.key(), stamper.certificate(), stamper.chain());
		local.setTsaPolicy("1.2.3.4.1");
		return local;
	}

}
