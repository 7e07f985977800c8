package io.estafette.sealing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The organisation's key with its certificates, read once at start. */
@Component
class SealingKeys {

	static final String TIMESTAMP_ALIAS = "timestamp";

	private final Entry organisation;

	private final @Nullable Entry timestamp;

	/** A key and its certificate chain, its own certificate first. */
	record Entry(PrivateKey key, List<X509Certificate> chain) {

		X509Certificate certificate() {
			return this.chain.getFirst();
		}

	}

	SealingKeys(SealingProperties properties, Clock clock) {
		Path file = properties.keystore();
		char[] password = properties.keystorePassword().toCharArray();
		try {
			if (!Files.exists(file) && properties.createDemonstrationKeystore()) {
				DemonstrationKeystore.create(file, password, properties.keyAlias(), clock);
			}
			KeyStore store = KeyStore.getInstance("PKCS12");
			try (InputStream in = Files.newInputStream(file)) {
				store.load(in, password);
			}
			Entry found = entry(store, properties.keyAlias(), password);
			if (found == null) {
				throw new IllegalStateException("The key store " + file + " has no key named " + properties.keyAlias()
						+ ". Set estafette.sealing.key-alias to the name of the organisation's key.");
			}
			this.organisation = found;
			this.timestamp = entry(store, TIMESTAMP_ALIAS, password);
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException("The key store " + file + " that seals documents cannot be read. Check"
					+ " estafette.sealing.keystore and estafette.sealing.keystore-password.", ex);
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

}
