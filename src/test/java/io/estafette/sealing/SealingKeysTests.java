package io.estafette.sealing;

import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Locale;

import io.estafette.sealing.SealCheck.Verdict;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.diagnostics.FailureAnalysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SealingKeysTests {

	private static final char[] PASSWORD = "demo".toCharArray();

	@TempDir
	Path folder;

	@Test
	void theDemonstrationKeyStoreIsMadeOnceForItsOwnerOnly() throws Exception {
		Path keystore = this.folder.resolve("data/sealing/organisation.p12");
		SealingFixture first = SealingFixture.in(keystore.getParent());
		byte[] made = Files.readAllBytes(keystore);
		SealingFixture second = SealingFixture.in(keystore.getParent());

		assertThat(keystore).hasBinaryContent(made);
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keystore))).isEqualTo("rw-------");
		assertThat(keystore.getParent()).isDirectoryNotContaining("glob:**.tmp");
		assertThat(second.checkSeal().of(seal(first)).verdict()).isEqualTo(Verdict.INTACT);
	}

	@Test
	void aMissingKeyStoreIsToldInPlainWords() {
		assertSetupFailure(properties("demo", "organisation", false), "does not exist", "estafette.sealing.keystore");
	}

	@Test
	void aWrongPasswordOrNameIsToldInPlainWords() {
		SealingFixture.in(this.folder);

		assertSetupFailure(properties("wrong", "organisation", false), "cannot be used",
				"estafette.sealing.keystore-password");
		assertSetupFailure(properties("demo", "nobody", false), "no key named nobody", "estafette.sealing.key-alias");
	}

	@Test
	void aKeyStoreWithoutTimeStamperNeedsAnAuthority() throws Exception {
		writeKeystore("RSA", Duration.ofDays(365), false);

		assertSetupFailure(properties("demo", "organisation", false), "time stamps", "estafette.sealing.timestamp-url");
	}

	@Test
	void anRsaKeySealsToo() throws Exception {
		writeKeystore("RSA", Duration.ofDays(365), true);
		SealingFixture sealing = SealingFixture.with(properties("demo", "organisation", false));

		SealCheck check = sealing.checkSeal().of(seal(sealing));

		assertThat(check.verdict()).isEqualTo(Verdict.INTACT);
		assertThat(check.sealedBy()).isEqualTo("Société Exemple, S.A.");
	}

	@Test
	void anExpiredCertificateSealsNothingAndSaysSo() throws Exception {
		writeKeystore("EC", Duration.ofDays(-1), true);
		SealingFixture sealing = SealingFixture.with(properties("demo", "organisation", false));

		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> seal(sealing))
			.withMessageContaining("valid from");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void sealsMadeBeforeTheCertificateWasRenewedStayIntact(boolean keyKept) throws Exception {
		Path sealed = seal(SealingFixture.in(this.folder));
		change((store) -> setAside(store, keyKept));
		writeKeystore("EC", Duration.ofDays(365), false);
		SealingFixture renewed = SealingFixture.with(properties("demo", "organisation", false));

		assertThat(renewed.checkSeal().of(sealed).verdict()).isEqualTo(Verdict.INTACT);
		assertThat(renewed.checkSeal().of(sealed).sealedBy()).isEqualTo("Estafette demonstration");
		assertThat(renewed.checkSeal().of(seal(renewed)).sealedBy()).isEqualTo("Société Exemple, S.A.");
		Files.write(sealed, new byte[] { 10 }, StandardOpenOption.APPEND);
		assertThat(renewed.checkSeal().of(sealed).verdict()).isEqualTo(Verdict.ALTERED);
	}

	/** The organisation's key, or its certificates alone, stays under another name. */
	private static void setAside(KeyStore store, boolean keyKept) throws GeneralSecurityException {
		Certificate[] chain = store.getCertificateChain("organisation");
		if (keyKept) {
			store.setKeyEntry("before", store.getKey("organisation", PASSWORD), PASSWORD, chain);
		}
		else {
			store.setCertificateEntry("before", chain[0]);
			store.setCertificateEntry("its issuer", chain[1]);
		}
		store.deleteEntry("organisation");
	}

	/**
	 * The README's way to renew keys: what was prepared before waits for its signature.
	 */
	@ParameterizedTest
	@CsvSource({ "true, true", "true, false", "false, true", "false, false" })
	void whatWasPreparedBeforeTheKeyWasRenewedIsSignedAfterwards(boolean authority, boolean keyKept) throws Exception {
		SealingFixture first = SealingFixture.in(this.folder);
		Path prepared = this.folder.resolve("prepared.pdf");
		first.prepare().of(Files.write(this.folder.resolve("source.pdf"), TestPdfs.plain()), prepared);
		change((store) -> {
			setAside(store, keyKept);
			if (!authority) {
				store.deleteEntry("signing-authority");
			}
		});
		writeKeystore("EC", Duration.ofDays(365), false);
		SealingFixture renewed = SealingFixture.with(properties("demo", "organisation", false));
		Path signed = sign(renewed, prepared);

		SealCheck check = renewed.checkSeal().of(signed);
		assertThat(check.verdict()).isEqualTo(Verdict.INTACT);
		assertThat(check.sealedBy()).isEqualTo("Estafette demonstration");
		assertThat(check.signatures()).extracting(SealCheck.Signature::name)
			.containsExactly(authority ? "Julie Moreau" : "Cachet");
		Files.write(signed, new byte[] { 10 }, StandardOpenOption.APPEND);
		assertThat(renewed.checkSeal().of(signed).verdict()).isEqualTo(Verdict.ALTERED);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void signaturesMadeBeforeTheirAuthorityWasRenewedStayIntact(boolean keyKept) throws Exception {
		SealingFixture first = SealingFixture.in(this.folder);
		Path prepared = this.folder.resolve("prepared.pdf");
		first.prepare().of(Files.write(this.folder.resolve("source.pdf"), TestPdfs.plain()), prepared);
		Path before = Files.move(sign(first, prepared), this.folder.resolve("before.pdf"));
		change((store) -> {
			Certificate[] chain = store.getCertificateChain("signing-authority");
			if (keyKept) {
				store.setKeyEntry("authority before", store.getKey("signing-authority", PASSWORD), PASSWORD, chain);
			}
			else {
				store.setCertificateEntry("authority before", chain[0]);
			}
			store.deleteEntry("signing-authority");
		});
		// The demonstration makes another one of the same name.
		SealingFixture renewed = SealingFixture.in(this.folder);

		assertThat(renewed.keys().signingAuthority().identity())
			.isNotEqualTo(first.keys().signingAuthority().identity());
		for (Path signed : List.of(before, sign(renewed, prepared))) {
			assertThat(renewed.checkSeal().of(signed).verdict()).isEqualTo(Verdict.INTACT);
			assertThat(renewed.checkSeal().of(signed).signatures()).extracting(SealCheck.Signature::name)
				.containsExactly("Julie Moreau");
			assertThat(renewed.writeReport().of(signed).orElseThrow().signatures())
				.extracting(DssReport.Signature::indication)
				.containsExactly("TOTAL_PASSED", "TOTAL_PASSED");
			byte[] altered = Files.readAllBytes(signed);
			altered[200] ^= 1;
			Path forged = Files.write(this.folder.resolve("forged.pdf"), altered);
			assertThat(renewed.checkSeal().of(forged).verdict()).isEqualTo(Verdict.ALTERED);
			assertThat(renewed.checkSeal().of(forged).sealedBy()).isEqualTo("Estafette demonstration");
		}
	}

	/** Whoever issued the organisation's certificate issues those of others as well. */
	@Test
	void theIssuerOfTheSealsCertificateIsNoAuthorityForSignatures() throws Exception {
		SealingFixture first = SealingFixture.in(this.folder);
		change((store) -> store.setCertificateEntry("issuer", store.getCertificateChain("organisation")[1]));
		SealingFixture with = SealingFixture.in(this.folder);

		assertThat(with.keys().signingAuthorities()).containsExactly(first.keys().signingAuthority().identity());
		assertThat(with.checkSeal().of(seal(with)).verdict()).isEqualTo(Verdict.INTACT);
	}

	@Test
	void anExpiredAuthoritySignsForNobodyAndSaysSo() throws Exception {
		SealingFixture before = SealingFixture.in(this.folder);
		Path prepared = this.folder.resolve("prepared.pdf");
		before.prepare().of(Files.write(this.folder.resolve("source.pdf"), TestPdfs.plain()), prepared);
		change((store) -> {
			KeyPair keys = KeyPairGenerator.getInstance("EC").generateKeyPair();
			store.setKeyEntry("signing-authority", keys.getPrivate(), PASSWORD,
					new Certificate[] { certificate("CN=Signatures", keys, "EC", Duration.ofDays(-1)) });
		});
		SealingFixture sealing = SealingFixture.with(properties("demo", "organisation", false));

		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> sign(sealing, prepared))
			.withMessageContaining("The certificate of Signatures is valid from");
		assertThat(this.folder.resolve("signed.pdf")).doesNotExist();
	}

	private Path sign(SealingFixture sealing, Path prepared) throws Exception {
		Path signed = this.folder.resolve("signed.pdf");
		sealing.signPdf()
			.of(prepared, signed, new Signatory("Julie", "Moreau", "H0001", "Horizon Intérim"), Locale.FRENCH,
					SealingFixture.CLOCK.instant());
		return signed;
	}

	private void assertSetupFailure(SealingProperties properties, String problem, String action) {
		assertThatExceptionOfType(SealingSetupException.class).isThrownBy(() -> SealingFixture.with(properties))
			.satisfies((ex) -> {
				FailureAnalysis told = new SealingSetupFailureAnalyzer().analyze(ex);
				assertThat(told).isNotNull();
				assertThat(told.getDescription()).contains(problem);
				assertThat(told.getAction()).contains(action);
			});
	}

	private SealingProperties properties(String password, String alias, boolean create) {
		return new SealingProperties(this.folder.resolve("organisation.p12"), password, alias, "signing-authority",
				create, null, Duration.ofSeconds(1), null, null, 0, "", "Document protégé");
	}

	private void writeKeystore(String algorithm, Duration validity, boolean timestamp) throws Exception {
		KeyPair keys = KeyPairGenerator.getInstance(algorithm).generateKeyPair();
		X509Certificate certificate = certificate("CN=Cachet,O=Société Exemple\\, S.A.", keys, algorithm, validity);
		SealingKeys.Entry stamper = timestamp ? SealingFixture.in(this.folder.resolve("stamper")).keys().timestamp()
				: null;
		change((store) -> {
			store.setKeyEntry("organisation", keys.getPrivate(), PASSWORD, new Certificate[] { certificate });
			if (stamper != null) {
				store.setKeyEntry("timestamp", stamper.key(), PASSWORD,
						stamper.identity().chain().toArray(Certificate[]::new));
			}
		});
	}

	private static X509Certificate certificate(String words, KeyPair keys, String algorithm, Duration validity)
			throws Exception {
		X500Name name = new X500Name(words);
		Date start = Date.from(SealingFixture.CLOCK.instant().minus(Duration.ofDays(30)));
		Date end = Date.from(SealingFixture.CLOCK.instant().plus(validity));
		return new JcaX509CertificateConverter()
			.getCertificate(new JcaX509v3CertificateBuilder(name, BigInteger.TEN, start, end, name, keys.getPublic())
				.build(new JcaContentSignerBuilder("SHA256with" + (algorithm.equals("EC") ? "ECDSA" : algorithm))
					.build(keys.getPrivate())));
	}

	/** A change to a key store. */
	private interface Change {

		void apply(KeyStore store) throws Exception;

	}

	private void change(Change change) throws Exception {
		Path file = this.folder.resolve("organisation.p12");
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream in = Files.exists(file) ? Files.newInputStream(file) : null) {
			store.load(in, PASSWORD);
		}
		change.apply(store);
		try (OutputStream out = Files.newOutputStream(file)) {
			store.store(out, PASSWORD);
		}
	}

	private Path seal(SealingFixture sealing) throws Exception {
		Path target = this.folder.resolve("sealed.pdf");
		sealing.sealPdf().of(Files.write(this.folder.resolve("source.pdf"), TestPdfs.plain()), target);
		return target;
	}

}
