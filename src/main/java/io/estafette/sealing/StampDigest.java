package io.estafette.sealing;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import eu.europa.esig.dss.enumerations.DigestAlgorithm;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampToken;
import org.springframework.stereotype.Service;

/** Time stamps for what is no PDF (RFC 3161). */
@Service
public class StampDigest {

	private static final String TIME_STAMPING = "1.3.6.1.5.5.7.3.8";

	private final Timestamps timestamps;

	StampDigest(Timestamps timestamps) {
		this.timestamps = timestamps;
	}

	/**
	 * A time stamp of this SHA-256.
	 * @return the token, DER-encoded
	 * @throws TimestampUnavailableException when the authority does not answer: try again
	 * later
	 */
	public byte[] of(byte[] sha256) {
		return this.timestamps.getTimeStampResponse(DigestAlgorithm.SHA256, sha256).getBytes();
	}

	/**
	 * The time in a token, if it is one and stamps this SHA-256. Whose token it is, is
	 * not asked: its certificates are in it, for whoever wants to know.
	 */
	public static Optional<Instant> timeOf(byte[] token, byte[] sha256) {
		try {
			TimeStampToken stamp = new TimeStampToken(new CMSSignedData(token));
			X509CertificateHolder signer = (X509CertificateHolder) stamp.getCertificates()
				.getMatches(stamp.getSID())
				.iterator()
				.next();
			stamp.validate(new JcaSimpleSignerInfoVerifierBuilder()
				.build(new JcaX509CertificateConverter().getCertificate(signer)));
			return Arrays.equals(stamp.getTimeStampInfo().getMessageImprintDigest(), sha256)
					? Optional.of(stamp.getTimeStampInfo().getGenTime().toInstant()) : Optional.empty();
		}
		catch (CMSException | TSPException | IOException | GeneralSecurityException | OperatorCreationException
				| RuntimeException ex) {
			// The parser also answers malformed tokens with exceptions of the language.
			return Optional.empty();
		}
	}

	/**
	 * Whether the token is a time-stamp authority's whose certificate leads to one of
	 * these, as it was at the time in it. Revocation is not asked about.
	 */
	public static boolean isOf(byte[] token, Collection<X509Certificate> authorities) {
		try {
			TimeStampToken stamp = new TimeStampToken(new CMSSignedData(token));
			JcaX509CertificateConverter converter = new JcaX509CertificateConverter();
			List<X509Certificate> carried = new ArrayList<>();
			for (X509CertificateHolder certificate : stamp.getCertificates().getMatches(null)) {
				carried.add(converter.getCertificate(certificate));
			}
			X509Certificate signer = converter.getCertificate(
					(X509CertificateHolder) stamp.getCertificates().getMatches(stamp.getSID()).iterator().next());
			if (signer.getExtendedKeyUsage() == null || !signer.getExtendedKeyUsage().contains(TIME_STAMPING)) {
				return false;
			}
			if (authorities.contains(signer)) {
				return true;
			}
			CertificatePath.require(signer, carried, authorities, stamp.getTimeStampInfo().getGenTime());
			return true;
		}
		catch (CMSException | TSPException | IOException | GeneralSecurityException | RuntimeException ex) {
			return false;
		}
	}

}
