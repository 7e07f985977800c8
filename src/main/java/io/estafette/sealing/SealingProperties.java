package io.estafette.sealing;

import java.net.URI;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How documents are sealed.
 *
 * @param keystore the PKCS12 file that holds the organisation's key and certificate chain
 * @param keystorePassword its password, and that of its keys
 * @param keyAlias the entry that seals
 * @param timestampUrl the RFC 3161 time-stamp authority; without one, the key store's
 * entry {@code timestamp} stamps, which proves nothing to others and is for
 * demonstrations
 * @param createDemonstrationKeystore whether a missing key store is made, with a
 * certificate that nobody trusts
 */
@ConfigurationProperties("estafette.sealing")
public record SealingProperties(Path keystore, @DefaultValue("") String keystorePassword,
		@DefaultValue("organisation") String keyAlias, @Nullable URI timestampUrl,
		@DefaultValue("false") boolean createDemonstrationKeystore) {
}
