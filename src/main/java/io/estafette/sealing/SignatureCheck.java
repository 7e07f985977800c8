package io.estafette.sealing;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.estafette.sealing.SealCheck.Fault;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerIdentifier;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.springframework.stereotype.Component;

/**
 * Checks the signature of a seal (CMS). A signature does not cover all of its own bytes:
 * those that it leaves out must be exactly what we write, or else they could change
 * unseen.
 */
@Component
class SignatureCheck {

	private static final AlgorithmIdentifier SHA256 = new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256);

	private final TimestampCheck timestampCheck;

	SignatureCheck(TimestampCheck timestampCheck) {
		this.timestampCheck = timestampCheck;
	}

	/**
	 * Checks it.
	 * @param digest the SHA-256 of what the signature should cover
	 * @param padded the signature, and zeros behind it
	 * @param organisation who must have signed
	 * @return the time of its time stamp
	 */
	Instant require(byte[] digest, byte[] padded, Identity organisation) throws BrokenSealException {
		try {
			byte[] encoded = withoutPadding(padded);
			requireForm(encoded, organisation);
			CMSSignedData cms = new CMSSignedData(Map.of(NISTObjectIdentifiers.id_sha256, digest), encoded);
			SignerInformation signer = cms.getSignerInfos().iterator().next();
			if (!signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(organisation.certificate()))) {
				throw new BrokenSealException(Fault.CHANGED, null);
			}
			Instant sealedAt = this.timestampCheck.require(signer);
			organisation.certificate().checkValidity(Date.from(sealedAt));
			return sealedAt;
		}
		catch (IOException | CMSException | OperatorCreationException | GeneralSecurityException | RuntimeException
				| StackOverflowError ex) {
			// The parser also answers malformed signatures with exceptions of the
			// language, and a maze of brackets within brackets with an error.
			throw new BrokenSealException(Fault.CHANGED, ex);
		}
	}

	/**
	 * Who signed, if the signature brings this authority's certificate and one that it
	 * issued. It is parsed within the bounds of {@link SignedRange}; nothing of it is
	 * trusted yet but the authority's own signature.
	 */
	Optional<Identity> issuedBy(Identity authority, byte[] padded) {
		try {
			byte[] encoded = withoutPadding(padded);
			Collection<X509CertificateHolder> carried = new CMSSignedData(encoded).getCertificates().getMatches(null);
			if (!carried.contains(new JcaX509CertificateHolder(authority.certificate()))) {
				return Optional.empty();
			}
			for (X509CertificateHolder holder : carried) {
				X509Certificate certificate = new JcaX509CertificateConverter().getCertificate(holder);
				if (certificate.getBasicConstraints() < 0 && certificate.getIssuerX500Principal()
					.equals(authority.certificate().getSubjectX500Principal())) {
					certificate.verify(authority.certificate().getPublicKey());
					return Optional.of(new Identity(List.of(certificate, authority.certificate())));
				}
			}
			return Optional.empty();
		}
		catch (IOException | CMSException | GeneralSecurityException | BrokenSealException | RuntimeException
				| StackOverflowError ex) {
			return Optional.empty();
		}
	}

	private static byte[] withoutPadding(byte[] padded) throws IOException, BrokenSealException {
		try (ASN1InputStream in = new ASN1InputStream(padded)) {
			byte[] encoded = in.readObject().getEncoded(ASN1Encoding.DER);
			if (!Arrays.equals(Arrays.copyOf(encoded, padded.length), padded)) {
				throw new BrokenSealException(Fault.CHANGED, null);
			}
			return encoded;
		}
	}

	private static void requireForm(byte[] encoded, Identity organisation)
			throws IOException, GeneralSecurityException, BrokenSealException {
		ContentInfo content = ContentInfo.getInstance(ASN1Primitive.fromByteArray(encoded));
		SignedData data = SignedData.getInstance(content.getContent());
		SignerInfo signer = SignerInfo.getInstance(data.getSignerInfos().getObjectAt(0));
		X509CertificateHolder certificate = new JcaX509CertificateHolder(organisation.certificate());
		SignerIdentifier us = new SignerIdentifier(new IssuerAndSerialNumber(certificate.toASN1Structure()));
		if (!signer.getSID().equals(us) || !encoded(data.getCertificates()).equals(encoded(organisation.chain()))) {
			throw new BrokenSealException(Fault.OTHER_SIGNER, null);
		}
		boolean ours = isTagged(content) && data.getCertificates().size() == organisation.chain().size()
				&& content.getContentType().equals(CMSObjectIdentifiers.signedData) && data.getVersion().hasValue(1)
				&& isOnly(data.getDigestAlgorithms(), SHA256)
				&& data.getEncapContentInfo().getContentType().equals(PKCSObjectIdentifiers.data)
				&& data.getEncapContentInfo().getContent() == null && data.getCRLs() == null
				&& signer.getVersion().hasValue(1) && signer.getDigestAlgorithm().equals(SHA256)
				&& signer.getDigestEncryptionAlgorithm().equals(signatureAlgorithm(organisation));
		if (!ours) {
			throw new BrokenSealException(Fault.CHANGED, null);
		}
	}

	/**
	 * Whether it has one signer, and its parts the tags they should have, which the
	 * parser does not ask for.
	 */
	static boolean isTagged(ContentInfo content) throws IOException {
		SignedData data = SignedData.getInstance(content.getContent());
		ASN1Encodable signer = data.getSignerInfos().getObjectAt(0);
		return data.getSignerInfos().size() == 1 && isSame(data, content.getContent())
				&& isSame(SignerInfo.getInstance(signer), signer);
	}

	private static boolean isSame(ASN1Object parsed, ASN1Encodable written) throws IOException {
		return Arrays.equals(parsed.getEncoded(ASN1Encoding.DER),
				written.toASN1Primitive().getEncoded(ASN1Encoding.DER));
	}

	private static AlgorithmIdentifier signatureAlgorithm(Identity organisation) {
		return new DefaultSignatureAlgorithmIdentifierFinder().find(organisation.algorithm().getJCEId());
	}

	private static boolean isOnly(ASN1Set set, ASN1Encodable element) {
		return set.size() == 1 && set.getObjectAt(0).toASN1Primitive().equals(element.toASN1Primitive());
	}

	private static Set<ASN1Primitive> encoded(ASN1Set set) {
		return Arrays.stream(set.toArray()).map(ASN1Encodable::toASN1Primitive).collect(Collectors.toSet());
	}

	private static Set<ASN1Primitive> encoded(List<X509Certificate> certificates)
			throws GeneralSecurityException, IOException {
		Set<ASN1Primitive> chain = new HashSet<>();
		for (X509Certificate certificate : certificates) {
			chain.add(ASN1Primitive.fromByteArray(certificate.getEncoded()));
		}
		return chain;
	}

}
