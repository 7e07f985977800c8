package io.estafette.sealing;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.estafette.sealing.SealCheck.Fault;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.CertException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampToken;
import org.springframework.stereotype.Component;

/**
 * Checks the time stamp of a seal (RFC 3161). It covers itself as little as a signature
 * does: what it leaves out must be as the standard fixes it, its certificates as their
 * issuers made them.
 */
@Component
class TimestampCheck {

	/** Those of authorities carry three or four; trying out paths is costly. */
	private static final int MOST_CERTIFICATES = 6;

	private final Timestamps timestamps;

	/** The trusted authorities' own, and those found to be issued by one of them. */
	private final Set<X509Certificate> known;

	TimestampCheck(Timestamps timestamps) {
		this.timestamps = timestamps;
		this.known = ConcurrentHashMap.newKeySet();
		this.known.addAll(timestamps.authorities());
	}

	/**
	 * Checks it.
	 * @param signer the signature that was stamped
	 * @return its time
	 */
	Instant require(SignerInformation signer) throws BrokenSealException {
		try {
			TimeStampToken token = onlyTimestamp(signer);
			byte[] expected = MessageDigest.getInstance(token.getTimeStampInfo().getMessageImprintAlgOID().getId())
				.digest(signer.getSignature());
			if (!Arrays.equals(expected, token.getTimeStampInfo().getMessageImprintDigest())) {
				throw new BrokenSealException(Fault.NO_TIMESTAMP, null);
			}
			requireAuthority(token);
			return token.getTimeStampInfo().getGenTime().toInstant();
		}
		catch (IOException | TSPException | GeneralSecurityException | OperatorCreationException
				| RuntimeException ex) {
			throw new BrokenSealException(Fault.NO_TIMESTAMP, ex);
		}
	}

	private static TimeStampToken onlyTimestamp(SignerInformation signer)
			throws BrokenSealException, IOException, TSPException {
		AttributeTable attributes = signer.getUnsignedAttributes();
		if (attributes == null || attributes.size() != 1) {
			throw new BrokenSealException(Fault.NO_TIMESTAMP, null);
		}
		Attribute attribute = attributes.get(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken);
		if (attribute == null || attribute.getAttrValues().size() != 1) {
			throw new BrokenSealException(Fault.NO_TIMESTAMP, null);
		}
		return new TimeStampToken(ContentInfo.getInstance(attribute.getAttributeValues()[0]));
	}

	private void requireAuthority(TimeStampToken token)
			throws IOException, TSPException, OperatorCreationException, GeneralSecurityException, BrokenSealException {
		requireForm(token.toCMSSignedData());
		Collection<X509CertificateHolder> signers = token.getCertificates().getMatches(token.getSID());
		List<X509Certificate> carried = new ArrayList<>();
		for (X509CertificateHolder certificate : token.getCertificates().getMatches(null)) {
			carried.add(new JcaX509CertificateConverter().getCertificate(certificate));
		}
		if (signers.size() != 1 || carried.size() > MOST_CERTIFICATES) {
			throw new BrokenSealException(Fault.NO_TIMESTAMP, null);
		}
		X509CertificateHolder authority = signers.iterator().next();
		SignerIdentifier named = token.toCMSSignedData().getSignerInfos().iterator().next().toASN1Structure().getSID();
		if (!named.isTagged()
				&& !named.equals(new SignerIdentifier(new IssuerAndSerialNumber(authority.toASN1Structure())))) {
			// The parser takes capitals in a name for small letters.
			throw new BrokenSealException(Fault.NO_TIMESTAMP, null);
		}
		requireTrust(new JcaX509CertificateConverter().getCertificate(authority), carried, token);
		token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(authority));
		for (X509Certificate certificate : carried) {
			requireIssued(certificate, carried);
		}
	}

	/** What a token's own signature leaves out, as far as the standard fixes it. */
	private static void requireForm(CMSSignedData cms) throws IOException, BrokenSealException {
		SignedData data = SignedData.getInstance(cms.toASN1Structure().getContent());
		SignerInformation signer = cms.getSignerInfos().iterator().next();
		AlgorithmIdentifier digest = signer.getDigestAlgorithmID();
		boolean fixed = SignatureCheck.isTagged(cms.toASN1Structure())
				&& cms.toASN1Structure().getContentType().equals(CMSObjectIdentifiers.signedData)
				&& data.getVersion().hasValue(3)
				&& signer.getVersion() == ((signer.getSID().getSubjectKeyIdentifier() != null) ? 3 : 1)
				&& data.getCRLs() == null && data.getEncapContentInfo().getContent() instanceof ASN1OctetString
				&& signer.getUnsignedAttributes() == null && isPlain(digest);
		boolean named = false;
		for (AlgorithmIdentifier algorithm : cms.getDigestAlgorithmIDs()) {
			fixed &= isPlain(algorithm);
			named |= algorithm.getAlgorithm().equals(digest.getAlgorithm());
		}
		if (!fixed || !named) {
			throw new BrokenSealException(Fault.NO_TIMESTAMP, null);
		}
	}

	private static boolean isPlain(AlgorithmIdentifier algorithm) {
		return algorithm.getParameters() == null || Objects.equals(algorithm.getParameters(), DERNull.INSTANCE);
	}

	private void requireTrust(X509Certificate authority, List<X509Certificate> certificates, TimeStampToken token)
			throws GeneralSecurityException {
		CertificatePath.require(authority, certificates, this.timestamps.authorities(),
				token.getTimeStampInfo().getGenTime());
	}

	/** Only its issuer's signature shows that a certificate is unchanged. */
	private void requireIssued(X509Certificate certificate, List<X509Certificate> carried) throws BrokenSealException {
		if (this.known.contains(certificate)) {
			return;
		}
		for (X509Certificate issuer : this.timestamps.authorities()) {
			if (isIssued(certificate, issuer)) {
				this.known.add(certificate);
				return;
			}
		}
		for (X509Certificate issuer : carried) {
			if (isIssued(certificate, issuer)) {
				return;
			}
		}
		throw new BrokenSealException(Fault.NO_TIMESTAMP, null);
	}

	private static boolean isIssued(X509Certificate certificate, X509Certificate issuer) {
		try {
			return issuer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())
					&& new JcaX509CertificateHolder(certificate)
						.isSignatureValid(new JcaContentVerifierProviderBuilder().build(issuer.getPublicKey()));
		}
		catch (CertException | OperatorCreationException | GeneralSecurityException ex) {
			return false;
		}
	}

}
