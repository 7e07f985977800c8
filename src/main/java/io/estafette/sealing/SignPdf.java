package io.estafette.sealing;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

import javax.security.auth.x500.X500Principal;

import eu.europa.esig.dss.enumerations.DigestAlgorithm;
import eu.europa.esig.dss.enumerations.SignatureLevel;
import eu.europa.esig.dss.enumerations.SignerTextVerticalAlignment;
import eu.europa.esig.dss.enumerations.TextWrapping;
import eu.europa.esig.dss.model.DSSDocument;
import eu.europa.esig.dss.model.InMemoryDocument;
import eu.europa.esig.dss.model.SignatureValue;
import eu.europa.esig.dss.model.ToBeSigned;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.pades.DSSFileFont;
import eu.europa.esig.dss.pades.PAdESSignatureParameters;
import eu.europa.esig.dss.pades.SignatureImageParameters;
import eu.europa.esig.dss.pades.SignatureImageTextParameters;
import eu.europa.esig.dss.pades.signature.PAdESService;
import org.bouncycastle.asn1.x500.X500Name;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Service;

/**
 * Signs a prepared copy for a person (D4): PAdES level T in the prepared field, with a
 * block that people can read. The key is made for this one signature and forgotten; its
 * certificate comes from the platform's own authority. Where the key store has none, the
 * organisation's key signs, and the block and the proof say for whom.
 */
@Service
public class SignPdf {

	private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

	private final SealingKeys keys;

	private final Timestamps timestamps;

	private final StrictCheck strictCheck;

	private final MessageSource messages;

	private final Clock clock;

	private final PAdESService service;

	SignPdf(SealingKeys keys, Timestamps timestamps, StrictCheck strictCheck, MessageSource messages, Clock clock) {
		this.keys = keys;
		this.timestamps = timestamps;
		this.strictCheck = strictCheck;
		this.messages = messages;
		this.clock = clock;
		this.service = new PlainPadesService(timestamps);
	}

	/**
	 * Signs a copy of what {@link PrepareForSigning} made.
	 * @param target where the signed PDF is written; nothing is left there on failure
	 * @param language of the block on the page
	 * @param consentedAt when the person asked for the signature, which the block shows
	 * @throws TimestampUnavailableException when the time-stamp authority does not
	 * answer: try again later
	 */
	public SignedPdf of(Path prepared, Path target, Signatory signatory, Locale language, Instant consentedAt)
			throws IOException {
		byte[] source = Files.readAllBytes(prepared);
		SealingKeys.Entry key = keyFor(signatory);
		DSSDocument signed = sign(new InMemoryDocument(source), key, signatory,
				block(signatory, language, consentedAt));
		try {
			signed.save(target.toString());
			byte[] result = Files.readAllBytes(target);
			Instant signedAt = this.strictCheck.requireSigned(result, key.identity());
			X509Certificate certificate = key.identity().certificate();
			return new SignedPdf(signedAt, sha256(source), sha256(result), words(certificate.getSubjectX500Principal()),
					words(certificate.getIssuerX500Principal()), certificate.getSerialNumber().toString(16),
					certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant());
		}
		catch (BrokenSealException ex) {
			Files.deleteIfExists(target);
			throw new IllegalStateException("The signature just made does not pass the strict check: " + ex.fault(),
					ex);
		}
		catch (IOException | RuntimeException ex) {
			Files.deleteIfExists(target);
			throw ex;
		}
	}

	private static String words(X500Principal name) {
		return X500Name.getInstance(name.getEncoded()).toString();
	}

	private SealingKeys.Entry keyFor(Signatory signatory) {
		SealingKeys.Entry authority = this.keys.signingAuthority();
		Instant now = this.clock.instant();
		try {
			if (authority == null) {
				this.keys.organisation().identity().requireValid(now);
				return this.keys.organisation();
			}
			authority.identity().requireValid(now);
			return PersonCertificate.issue(authority, signatory, now);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("The authority for signatures cannot issue a certificate", ex);
		}
	}

	private DSSDocument sign(DSSDocument source, SealingKeys.Entry key, Signatory signatory, String block) {
		PAdESSignatureParameters parameters = new PAdESSignatureParameters();
		parameters.setSignatureLevel(SignatureLevel.PAdES_BASELINE_T);
		parameters.setDigestAlgorithm(DigestAlgorithm.SHA256);
		List<CertificateToken> chain = key.identity().chain().stream().map(CertificateToken::new).toList();
		parameters.setSigningCertificate(chain.getFirst());
		parameters.setCertificateChain(chain);
		parameters.setContentSize(SealPdf.sizeOf(key.identity().chain()) + 2048 + this.timestamps.largestToken());
		parameters.bLevel().setSigningDate(Date.from(this.clock.instant()));
		parameters.setAppName("Estafette");
		parameters.setSignerName(signatory.fullName());
		parameters.setImageParameters(picture(block));
		try {
			ToBeSigned toBeSigned = this.service.getDataToSign(source, parameters);
			SignatureValue value = new SignatureValue(key.identity().algorithm(), key.sign(toBeSigned.getBytes()));
			return this.service.signDocument(source, parameters, value);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("The key made for a signature cannot sign", ex);
		}
	}

	private static SignatureImageParameters picture(String block) {
		SignatureImageTextParameters text = new SignatureImageTextParameters();
		DSSFileFont font = new DSSFileFont(new InMemoryDocument(LatinFont.bytes()), 10);
		font.setEmbedFontSubset(true);
		text.setFont(font);
		text.setTextWrapping(TextWrapping.FILL_BOX);
		text.setSignerTextVerticalAlignment(SignerTextVerticalAlignment.MIDDLE);
		text.setPadding(6);
		text.setTextColor(new Color(0x0b, 0x2a, 0x5c));
		text.setText(block);
		SignatureImageParameters picture = new SignatureImageParameters();
		picture.setTextParameters(text);
		picture.getFieldParameters().setFieldId(PrepareForSigning.FIELD);
		return picture;
	}

	private String block(Signatory signatory, Locale language, Instant consentedAt) {
		String at = DateTimeFormatter.ofPattern(this.messages.getMessage("frame.dateTime", null, language), language)
			.format(consentedAt.atZone(PARIS));
		String block = this.messages.getMessage("signing.block",
				new Object[] { signatory.fullName(), signatory.matricule(), signatory.organisation(), at }, language);
		return LatinFont.writable(block) + (LatinFont.isTranscribed(block)
				? "\n" + this.messages.getMessage("signing.transcribed", null, language) : "");
	}

	static String sha256(byte[] bytes) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
