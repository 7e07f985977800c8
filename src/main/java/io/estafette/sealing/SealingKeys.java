package io.estafette.sealing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;

import eu.europa.esig.dss.enumerations.SignatureAlgorithm;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The organisation's key with its certificates, read once at start. */
@Component
class SealingKeys {

	private static final String TIMESTAMP_ALIAS = "timestamp";

	private final Entry organisation;

	private final @Nullable Entry timestamp;

	/** A key and its certificate chain, its own certificate first. */
	record Entry(PrivateKey key, List<X509Certificate> chain) {

		X509Certificate certificate() {
			return this.chain.getFirst();
		}

		SignatureAlgorithm algorithm() {
			return this.key.getAlgorithm().equals("RSA") ? SignatureAlgorithm.RSA_SHA256
					: SignatureAlgorithm.ECDSA_SHA256;
		}

		byte[] sign(byte[] bytes) throws GeneralSecurityException {
			Signature signature = Signature.getInstance(algorithm().getJCEId());
			signature.initSign(this.key);
			signature.update(bytes);
			return signature.sign();
		}

		/** Who the certificate names: the organisation, or else its common name. */
		String owner() {
			X500Name subject = X500Name.getInstance(certificate().getSubjectX500Principal().getEncoded());
			for (ASN1ObjectIdentifier part : List.of(BCStyle.O, BCStyle.CN)) {
				RDN[] found = subject.getRDNs(part);
				if (found.length > 0) {
					return IETFUtils.valueToString(found[0].getFirst().getValue());
				}
			}
			return subject.toString();
		}

	}

	SealingKeys(SealingProperties properties, Clock clock) {
		Path file = properties.keystore();
		char[] password = properties.keystorePassword().toCharArray();
		try {
			if (!Files.exists(file)) {
				if (!properties.createDemonstrationKeystore()) {
					throw new SealingSetupException(
							"The key store that seals documents does not exist: " + file.toAbsolutePath(),
							"Set estafette.sealing.keystore to the PKCS12 file that holds the organisation's key, or,"
									+ " to try things out, estafette.sealing.create-demonstration-keystore to true.",
							null);
				}
				DemonstrationKeystore.create(file, password, properties.keyAlias(), TIMESTAMP_ALIAS, clock);
			}
			KeyStore store = KeyStore.getInstance("PKCS12");
			try (InputStream in = Files.newInputStream(file)) {
				store.load(in, password);
			}
			Entry found = entry(store, properties.keyAlias(), password);
			if (found == null) {
				throw new SealingSetupException("The key store " + file + " has no key named " + properties.keyAlias(),
						"Set estafette.sealing.key-alias to the name of the organisation's key.", null);
			}
			requirePair(found, file);
			this.organisation = found;
			this.timestamp = entry(store, TIMESTAMP_ALIAS, password);
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new SealingSetupException(
					"The key store that seals documents cannot be used: " + file.toAbsolutePath() + " ("
							+ ex.getMessage() + ")",
					"Check estafette.sealing.keystore and estafette.sealing.keystore-password.", ex);
		}
	}

	Entry organisation() {
		return this.organisation;
	}

	@Nullable Entry timestamp() {
		return this.timestamp;
	}

	private static @Nullable Entry entry(KeyStore store, String alias, char[] password)
			throws GeneralSecurityException {
		if (!(store.getKey(alias, password) instanceof PrivateKey key)) {
			return null;
		}
		Certificate[] chain = store.getCertificateChain(alias);
		return new Entry(key, Arrays.stream(chain).map(X509Certificate.class::cast).toList());
	}

	private static void requirePair(Entry entry, Path file) throws GeneralSecurityException {
		byte[] sample = { 1 };
		byte[] signed = entry.sign(sample);
		Signature signature = Signature.getInstance(entry.algorithm().getJCEId());
		signature.initVerify(entry.certificate());
		signature.update(sample);
		if (!signature.verify(signed)) {
			throw new SealingSetupException("The organisation's key and certificate in " + file + " are not a pair",
					"Make the key store again with the certificate that belongs to the key first in its chain.", null);
		}
	}

}
