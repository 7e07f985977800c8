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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import javax.security.auth.x500.X500Principal;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The organisation's key with its certificates, read once at start. What else the key
 * store holds are keys or certificates that the organisation sealed with before.
 */
@Component
class SealingKeys {

	private static final String TIMESTAMP_ALIAS = "timestamp";

	private final Entry organisation;

	private final @Nullable Entry timestamp;

	private final @Nullable Entry signingAuthority;

	private final List<Identity> organisations;

	/** A key and whose it is. */
	record Entry(PrivateKey key, Identity identity) {

		byte[] sign(byte[] bytes) throws GeneralSecurityException {
			Signature signature = Signature.getInstance(this.identity.algorithm().getJCEId());
			signature.initSign(this.key);
			signature.update(bytes);
			return signature.sign();
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
				DemonstrationKeystore.create(file, password, properties, TIMESTAMP_ALIAS, clock);
			}
			KeyStore store = load(file, password);
			if (properties.createDemonstrationKeystore() && !store.containsAlias(properties.signingAuthorityAlias())) {
				DemonstrationKeystore.complete(store, file, password, properties, clock);
			}
			Entry found = entry(store, properties.keyAlias(), password);
			if (found == null) {
				throw new SealingSetupException("The key store " + file + " has no key named " + properties.keyAlias(),
						"Set estafette.sealing.key-alias to the name of the organisation's key.", null);
			}
			requirePair(found, file);
			this.organisation = found;
			this.timestamp = entry(store, TIMESTAMP_ALIAS, password);
			this.signingAuthority = entry(store, properties.signingAuthorityAlias(), password);
			this.organisations = organisations(store, found.identity(), properties.signingAuthorityAlias());
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

	/** Who issues the certificates of people who sign, if anybody does. */
	@Nullable Entry signingAuthority() {
		return this.signingAuthority;
	}

	/** Whose seals count: the organisation, and what it was called before. */
	List<Identity> organisations() {
		return this.organisations;
	}

	private static KeyStore load(Path file, char[] password) throws GeneralSecurityException, IOException {
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream in = Files.newInputStream(file)) {
			store.load(in, password);
		}
		return store;
	}

	private static @Nullable Entry entry(KeyStore store, String alias, char[] password)
			throws GeneralSecurityException {
		if (!(store.getKey(alias, password) instanceof PrivateKey key)) {
			return null;
		}
		Certificate[] chain = store.getCertificateChain(alias);
		return new Entry(key, new Identity(Arrays.stream(chain).map(X509Certificate.class::cast).toList()));
	}

	/** A certificate whose key was given up stands alone, beside those of its issuers. */
	private static List<Identity> organisations(KeyStore store, Identity current, String signingAuthority)
			throws GeneralSecurityException {
		List<X509Certificate> certificates = new ArrayList<>();
		Set<Identity> organisations = new LinkedHashSet<>(Set.of(current));
		for (String alias : Collections.list(store.aliases())) {
			Certificate[] chain = store.getCertificateChain(alias);
			if (chain == null) {
				certificates.add((X509Certificate) store.getCertificate(alias));
			}
			else if (!alias.equalsIgnoreCase(TIMESTAMP_ALIAS) && !alias.equalsIgnoreCase(signingAuthority)) {
				organisations.add(new Identity(Arrays.stream(chain).map(X509Certificate.class::cast).toList()));
			}
		}
		for (X509Certificate certificate : certificates) {
			if (certificate.getBasicConstraints() < 0) {
				organisations.add(new Identity(chain(certificate, certificates)));
			}
		}
		return List.copyOf(organisations);
	}

	private static List<X509Certificate> chain(X509Certificate certificate, List<X509Certificate> others) {
		List<X509Certificate> chain = new ArrayList<>(List.of(certificate));
		Optional<X509Certificate> issuer = Optional.of(certificate);
		while (issuer.isPresent()) {
			X500Principal wanted = issuer.get().getIssuerX500Principal();
			issuer = others.stream()
				.filter((other) -> other.getSubjectX500Principal().equals(wanted) && !chain.contains(other))
				.findFirst();
			issuer.ifPresent(chain::add);
		}
		return chain;
	}

	private static void requirePair(Entry entry, Path file) throws GeneralSecurityException {
		byte[] sample = { 1 };
		byte[] signed = entry.sign(sample);
		Signature signature = Signature.getInstance(entry.identity().algorithm().getJCEId());
		signature.initVerify(entry.identity().certificate());
		signature.update(sample);
		if (!signature.verify(signed)) {
			throw new SealingSetupException("The organisation's key and certificate in " + file + " are not a pair",
					"Make the key store again with the certificate that belongs to the key first in its chain.", null);
		}
	}

}
