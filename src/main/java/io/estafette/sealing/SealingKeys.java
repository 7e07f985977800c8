package io.estafette.sealing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
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

	private final List<Identity> signingAuthorities;

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

	/** A key store and what opens its keys. */
	private record Opened(KeyStore store, char[] password) {
	}

	SealingKeys(SealingProperties properties, Clock clock) {
		List<Opened> stores = new ArrayList<>();
		if (properties.pkcs11Library() != null) {
			stores.add(token(properties.pkcs11Library(), properties));
		}
		if (stores.isEmpty() || Files.exists(properties.keystore())) {
			stores.add(file(properties, clock));
		}
		String where = (properties.pkcs11Library() != null)
				? properties.pkcs11Library() + " or " + properties.keystore() : properties.keystore().toString();
		try {
			Entry found = entry(stores, properties.keyAlias());
			if (found == null) {
				throw new SealingSetupException("The key store " + where + " has no key named " + properties.keyAlias(),
						"Set estafette.sealing.key-alias to the name of the organisation's key.", null);
			}
			requirePair(found, where);
			this.organisation = found;
			this.timestamp = entry(stores, TIMESTAMP_ALIAS);
			this.signingAuthority = entry(stores, properties.signingAuthorityAlias());
			Set<Identity> known = new LinkedHashSet<>();
			for (Opened opened : stores) {
				known.addAll(organisations(opened.store(), found.identity(), properties.signingAuthorityAlias()));
			}
			// An altered document is told by its seal, not by who signed it.
			this.organisations = known.stream()
				.sorted(Comparator
					.comparing((identity) -> !identity.equals(found.identity()) && isAuthority(identity.certificate())))
				.toList();
			this.signingAuthorities = signingAuthorities(stores, this.signingAuthority, this.timestamp);
		}
		catch (GeneralSecurityException ex) {
			throw unusable(properties, ex);
		}
	}

	private static SealingSetupException unusable(SealingProperties properties, Exception ex) {
		return new SealingSetupException(
				"The key store that seals documents cannot be used: " + properties.keystore().toAbsolutePath() + " ("
						+ ex.getMessage() + ")",
				"Check estafette.sealing.keystore and estafette.sealing.keystore-password.", ex);
	}

	private static Opened file(SealingProperties properties, Clock clock) {
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
			return new Opened(store, password);
		}
		catch (IOException | GeneralSecurityException ex) {
			throw unusable(properties, ex);
		}
	}

	/** The keys stay where they are: what is signed is sent to them (PKCS#11). */
	private static Opened token(Path library, SealingProperties properties) {
		try {
			Provider module = Security.getProvider("SunPKCS11")
				.configure("--name=Estafette\nlibrary=%s\nslotListIndex=%d\n".formatted(library.toAbsolutePath(),
						properties.pkcs11Slot()));
			KeyStore store = KeyStore.getInstance("PKCS11", module);
			char[] pin = properties.pkcs11Pin().toCharArray();
			store.load(null, pin);
			// Signatures look for the provider that knows the key.
			Security.removeProvider(module.getName());
			Security.addProvider(module);
			return new Opened(store, pin);
		}
		catch (IOException | GeneralSecurityException | RuntimeException ex) {
			throw new SealingSetupException("The hardware security module cannot be used: " + library,
					"Check estafette.sealing.pkcs11-library, .pkcs11-slot and .pkcs11-pin, and that the token is plugged"
							+ " in and initialised.",
					ex);
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

	/**
	 * Whose certificates count as those of people: the authority that issues them, and
	 * those that did before.
	 */
	List<Identity> signingAuthorities() {
		return this.signingAuthorities;
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

	/** The first that holds a key under this name. */
	private static @Nullable Entry entry(List<Opened> stores, String alias) throws GeneralSecurityException {
		for (Opened opened : stores) {
			if (opened.store().getKey(alias, opened.password()) instanceof PrivateKey key) {
				Certificate[] chain = opened.store().getCertificateChain(alias);
				return new Entry(key, new Identity(Arrays.stream(chain).map(X509Certificate.class::cast).toList()));
			}
		}
		return null;
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
			if (!isAuthority(certificate)) {
				organisations.add(new Identity(chain(certificate, certificates)));
			}
		}
		return List.copyOf(organisations);
	}

	/**
	 * Earlier authorities for signatures are whatever may issue certificates, but has
	 * issued none of those that are here: it stands at the head of an entry, or alone
	 * when its key was given up.
	 */
	private static List<Identity> signingAuthorities(List<Opened> stores, @Nullable Entry current,
			@Nullable Entry timestamp) throws GeneralSecurityException {
		Set<Identity> heads = new LinkedHashSet<>();
		List<X509Certificate> alone = new ArrayList<>();
		List<X509Certificate> all = new ArrayList<>();
		for (Opened opened : stores) {
			for (String alias : Collections.list(opened.store().aliases())) {
				Certificate[] chain = opened.store().getCertificateChain(alias);
				if (chain == null) {
					alone.add((X509Certificate) opened.store().getCertificate(alias));
				}
				else {
					Identity head = new Identity(Arrays.stream(chain).map(X509Certificate.class::cast).toList());
					all.addAll(head.chain());
					heads.add(head);
				}
			}
		}
		all.addAll(alone);
		alone.forEach((certificate) -> heads.add(new Identity(chain(certificate, alone))));
		Set<Identity> authorities = new LinkedHashSet<>();
		if (current != null) {
			authorities.add(current.identity());
		}
		heads.stream()
			.filter((head) -> isAuthority(head.certificate()) && !hasIssued(head.certificate(), all)
					&& (timestamp == null || !head.equals(timestamp.identity())))
			.forEach(authorities::add);
		return List.copyOf(authorities);
	}

	private static boolean isAuthority(X509Certificate certificate) {
		return certificate.getBasicConstraints() >= 0;
	}

	/** Roots are no measure: a renewed one may bear the name, and even the key. */
	private static boolean hasIssued(X509Certificate authority, List<X509Certificate> certificates) {
		return certificates.stream()
			.filter((certificate) -> !certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())
					&& certificate.getIssuerX500Principal().equals(authority.getSubjectX500Principal()))
			.anyMatch((certificate) -> {
				try {
					certificate.verify(authority.getPublicKey());
					return true;
				}
				catch (GeneralSecurityException ex) {
					return false;
				}
			});
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

	private static void requirePair(Entry entry, String where) throws GeneralSecurityException {
		byte[] sample = { 1 };
		byte[] signed = entry.sign(sample);
		Signature signature = Signature.getInstance(entry.identity().algorithm().getJCEId());
		signature.initVerify(entry.identity().certificate());
		signature.update(sample);
		if (!signature.verify(signed)) {
			throw new SealingSetupException("The organisation's key and certificate in " + where + " are not a pair",
					"Make the key store again with the certificate that belongs to the key first in its chain.", null);
		}
	}

}
