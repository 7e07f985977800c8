package io.estafette.sealing;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import io.estafette.sealing.SealCheck.Fault;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerIdentifier;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.CertException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampToken;
import org.springframework.stereotype.Component;

/**
 * Checks the signature of a seal (CMS) and its time stamp (RFC 3161). A signature does
 * not cover all of its own bytes: those that it leaves out must be exactly what we write,
 * or else they could change unseen.
 */
@Component
class SignatureCheck {

	private static final AlgorithmIdentifier SHA256 = new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256);

	private final SealingKeys.Entry organisation;

	private final Timestamps timestamps;

	SignatureCheck(SealingKeys keys, Timestamps timestamps) {
		this.organisation = keys.organisation();
		this.timestamps = timestamps;
	}

	/**
	 * Checks it.
	 * @param digest the SHA-256 of what the signature should cover
	 * @param padded the signature, and zeros behind it
	 * @return the time of its time stamp
	 */
	Instant require(byte[] digest, byte[] padded) throws BrokenSealException {
		try {
			byte[] encoded = withoutPadding(padded);
			requireOurForm(encoded);
			CMSSignedData cms = new CMSSignedData(Map.of(NISTObjectIdentifiers.id_sha256, digest), encoded);
			SignerInformation signer = cms.getSignerInfos().iterator().next();
			if (!signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(this.organisation.certificate()))) {
				throw new BrokenSealException(Fault.CHANGED, null);
			}
			return timestamp(signer);
		}
		catch (IOException | CMSException | OperatorCreationException | GeneralSecurityException
				| RuntimeException ex) {
			// The parser also answers malformed signatures with exceptions of the
			// language.
			throw new BrokenSealException(Fault.CHANGED, ex);
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

	private void requireOurForm(byte[] encoded) throws IOException, GeneralSecurityException, BrokenSealException {
		ContentInfo content = ContentInfo.getInstance(ASN1Primitive.fromByteArray(encoded));
		SignedData data = SignedData.getInstance(content.getContent());
		if (data.getSignerInfos().size() != 1) {
			throw new BrokenSealException(Fault.CHANGED, null);
		}
		SignerInfo signer = SignerInfo.getInstance(data.getSignerInfos().getObjectAt(0));
		X509CertificateHolder certificate = new JcaX509CertificateHolder(this.organisation.certificate());
		SignerIdentifier us = new SignerIdentifier(new IssuerAndSerialNumber(certificate.toASN1Structure()));
		if (!signer.getSID().equals(us) || !encodedSet(data.getCertificates()).equals(encodedChain())) {
			throw new BrokenSealException(Fault.OTHER_SIGNER, null);
		}
		boolean ours = content.getContentType().equals(CMSObjectIdentifiers.signedData) && data.getVersion().hasValue(1)
				&& isOnly(data.getDigestAlgorithms(), SHA256)
				&& data.getEncapContentInfo().getContentType().equals(PKCSObjectIdentifiers.data)
				&& data.getEncapContentInfo().getContent() == null && data.getCRLs() == null
				&& signer.getVersion().hasValue(1) && signer.getDigestAlgorithm().equals(SHA256)
				&& signer.getDigestEncryptionAlgorithm().equals(signatureAlgorithm());
		if (!ours) {
			throw new BrokenSealException(Fault.CHANGED, null);
		}
	}

	private AlgorithmIdentifier signatureAlgorithm() {
		return new DefaultSignatureAlgorithmIdentifierFinder().find(this.organisation.algorithm().getJCEId());
	}

	private static boolean isOnly(ASN1Set set, ASN1Encodable element) {
		return set.size() == 1 && set.getObjectAt(0).toASN1Primitive().equals(element.toASN1Primitive());
	}

	private static Set<ASN1Primitive> encodedSet(ASN1Set set) {
		return Arrays.stream(set.toArray()).map(ASN1Encodable::toASN1Primitive).collect(Collectors.toSet());
	}

	private Set<ASN1Primitive> encodedChain() throws GeneralSecurityException, IOException {
		Set<ASN1Primitive> chain = new HashSet<>();
		for (X509Certificate certificate : this.organisation.chain()) {
			chain.add(ASN1Primitive.fromByteArray(certificate.getEncoded()));
		}
		return chain;
	}

	private Instant timestamp(SignerInformation signer) throws BrokenSealException {
		try {
			TimeStampToken token = onlyTimestamp(signer);
			byte[] expected = MessageDigest.getInstance(token.getTimeStampInfo().getMessageImprintAlgOID().getId())
				.digest(signer.getSignature());
			if (!Arrays.equals(expected, token.getTimeStampInfo().getMessageImprintDigest())) {
				throw new BrokenSealException(Fault.NO_TIMESTAMP, null);
			}
			requireAuthority(token);
			this.organisation.certificate().checkValidity(token.getTimeStampInfo().getGenTime());
			return token.getTimeStampInfo().getGenTime().toInstant();
		}
		catch (IOException | CMSException | TSPException | GeneralSecurityException | OperatorCreationException
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

	private void requireAuthority(TimeStampToken token) throws TSPException, CMSException, OperatorCreationException,
			GeneralSecurityException, IOException, BrokenSealException {
		Collection<X509CertificateHolder> carried = token.getCertificates().getMatches(null);
		Collection<X509CertificateHolder> signers = token.getCertificates().getMatches(token.getSID());
		if (signers.size() != 1) {
			throw new BrokenSealException(Fault.NO_TIMESTAMP, null);
		}
		X509CertificateHolder authority = signers.iterator().next();
		token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(authority));
		requireForm(token.toCMSSignedData());
		List<X509Certificate> certificates = new ArrayList<>();
		for (X509CertificateHolder certificate : carried) {
			certificates.add(new JcaX509CertificateConverter().getCertificate(certificate));
		}
		requireTrust(new JcaX509CertificateConverter().getCertificate(authority), certificates, token);
		for (X509CertificateHolder certificate : carried) {
			requireIssued(certificate, certificates);
		}
	}

	/** What a token's own signature leaves out, as far as the standard fixes it. */
	private static void requireForm(CMSSignedData cms) throws BrokenSealException {
		SignedData data = SignedData.getInstance(cms.toASN1Structure().getContent());
		AlgorithmIdentifier digest = cms.getSignerInfos().iterator().next().getDigestAlgorithmID();
		boolean fixed = cms.toASN1Structure().getContentType().equals(CMSObjectIdentifiers.signedData)
				&& data.getVersion().hasValue(3) && isPlain(digest);
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
		if (this.timestamps.authorities().isEmpty()) {
			return;
		}
		X509CertSelector target = new X509CertSelector();
		target.setCertificate(authority);
		Set<TrustAnchor> anchors = this.timestamps.authorities()
			.stream()
			.map((certificate) -> new TrustAnchor(certificate, null))
			.collect(Collectors.toSet());
		PKIXBuilderParameters path = new PKIXBuilderParameters(anchors, target);
		path.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(certificates)));
		path.setDate(token.getTimeStampInfo().getGenTime());
		path.setRevocationEnabled(false);
		CertPathBuilder.getInstance("PKIX").build(path);
	}

	/** Only its issuer's signature shows that a certificate is unchanged. */
	private void requireIssued(X509CertificateHolder certificate, List<X509Certificate> carried)
			throws CMSException, OperatorCreationException, GeneralSecurityException, BrokenSealException {
		List<X509Certificate> issuers = new ArrayList<>(carried);
		issuers.addAll(this.timestamps.authorities());
		boolean known = false;
		for (X509Certificate issuer : issuers) {
			X509CertificateHolder holder = new JcaX509CertificateHolder(issuer);
			if (holder.getSubject().equals(certificate.getIssuer())) {
				known = true;
				try {
					if (certificate.isSignatureValid(
							new JcaContentVerifierProviderBuilder().build(holder.getSubjectPublicKeyInfo()))) {
						return;
					}
				}
				catch (CertException ex) {
					throw new BrokenSealException(Fault.NO_TIMESTAMP, ex);
				}
			}
		}
		if (known || !this.timestamps.authorities().isEmpty()) {
			throw new BrokenSealException(Fault.NO_TIMESTAMP, null);
		}
	}

}
