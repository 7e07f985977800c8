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
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Date;

import io.estafette.sealing.SealCheck.Verdict;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
		change((store) -> {
			Certificate[] chain = store.getCertificateChain("organisation");
			if (keyKept) {
				store.setKeyEntry("before", store.getKey("organisation", PASSWORD), PASSWORD, chain);
			}
			else {
				store.setCertificateEntry("before", chain[0]);
				store.setCertificateEntry("its issuer", chain[1]);
			}
			store.deleteEntry("organisation");
		});
		writeKeystore("EC", Duration.ofDays(365), false);
		SealingFixture renewed = SealingFixture.with(properties("demo", "organisation", false));

		assertThat(renewed.checkSeal().of(sealed).verdict()).isEqualTo(Verdict.INTACT);
		assertThat(renewed.checkSeal().of(sealed).sealedBy()).isEqualTo("Estafette demonstration");
		assertThat(renewed.checkSeal().of(seal(renewed)).sealedBy()).isEqualTo("Société Exemple, S.A.");
		Files.write(sealed, new byte[] { 10 }, StandardOpenOption.APPEND);
		assertThat(renewed.checkSeal().of(sealed).verdict()).isEqualTo(Verdict.ALTERED);
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
		X500Name name = new X500Name("CN=Cachet,O=Société Exemple\\, S.A.");
		Date start = Date.from(SealingFixture.CLOCK.instant().minus(Duration.ofDays(30)));
		Date end = Date.from(SealingFixture.CLOCK.instant().plus(validity));
		X509Certificate certificate = new JcaX509CertificateConverter()
			.getCertificate(new JcaX509v3CertificateBuilder(name, BigInteger.TEN, start, end, name, keys.getPublic())
				.build(new JcaContentSignerBuilder("SHA256with" + (algorithm.equals("EC") ? "ECDSA" : algorithm))
					.build(keys.getPrivate())));
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
