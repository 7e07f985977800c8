package io.estafette.sealing;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How documents are sealed.
 *
 * @param keystore the PKCS12 file that holds the organisation's key and certificate
 * chain, and those that it sealed with before
 * @param keystorePassword its password, and that of its keys
 * @param keyAlias the entry that seals
 * @param signingAuthorityAlias the entry of the authority that issues a certificate for
 * each signature of a person; where there is none, the organisation's key signs for them
 * @param createDemonstrationKeystore whether a missing key store is made, with a
 * certificate that nobody trusts
 * @param timestampUrl the RFC 3161 time-stamp authority; without one, the key store's
 * entry {@code timestamp} stamps, which proves nothing to others and is for
 * demonstrations
 * @param timestampTimeout how long to wait for the authority, to connect and then for
 * each part of its answer
 * @param timestampCertificates a PEM file with the certificates that the authority's own
 * must lead to; without one, those that Java trusts
 * @param pkcs11Library the driver of a hardware security module, a shared library; its
 * token's keys come before those of the key store file, and never leave it
 * @param pkcs11Slot which of the module's slots with a token, counted from 0
 * @param pkcs11Pin the user PIN of the token
 * @param reason why documents are sealed, as PDF readers show it
 */
@ConfigurationProperties("estafette.sealing")
public record SealingProperties(Path keystore, @DefaultValue("") String keystorePassword,
		@DefaultValue("organisation") String keyAlias, @DefaultValue("signing-authority") String signingAuthorityAlias,
		@DefaultValue("false") boolean createDemonstrationKeystore, @Nullable URI timestampUrl,
		@DefaultValue("5s") Duration timestampTimeout, @Nullable Path timestampCertificates,
		@Nullable Path pkcs11Library, @DefaultValue("0") int pkcs11Slot, @DefaultValue("") String pkcs11Pin,
		@DefaultValue("Document protégé") String reason) {
}
