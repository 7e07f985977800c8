package io.estafette.sealing;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AuthProvider;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import io.estafette.sealing.SealCheck.Verdict;
import io.estafette.support.Tools;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Keys in a hardware security module, here SoftHSM, which behaves like one: documents are
 * sealed and signed without a key ever leaving it.
 */
class Pkcs11Tests {

	private static final String PIN = "428613";

	@TempDir
	Path folder;

	@Test
	void keysOfAModuleSealAndSign() throws Exception {
		Path library = library();
		Path keystore = this.folder.resolve("organisation.p12");
		SealingFixture.with(properties(keystore, null, "", true));
		moveKeys(library, keystore);
		assertThat(aliases(keystore)).as("only the stamp of the demonstration is left in the file")
			.containsExactly("timestamp");
		assertThatExceptionOfType(SealingSetupException.class)
			.isThrownBy(() -> SealingFixture.with(properties(keystore, library, "000000", false)))
			.withMessageContaining("hardware security module")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("000000"));
		SealingFixture sealing = SealingFixture.with(properties(keystore, library, PIN, false));
		assertThat(sealing.keys().organisation().key().getEncoded()).as("a key that nobody can copy").isNull();

		Path source = Files.write(this.folder.resolve("source.pdf"), TestPdfs.plain());
		Path sealed = this.folder.resolve("sealed.pdf");
		sealing.sealPdf().of(source, sealed);
		assertThat(sealing.checkSeal().of(sealed).verdict()).isEqualTo(Verdict.INTACT);
		Path prepared = this.folder.resolve("prepared.pdf");
		sealing.prepare().of(source, prepared);
		Path signed = this.folder.resolve("signed.pdf");
		sealing.signPdf()
			.of(prepared, signed, new Signatory("Julie", "Moreau", "H0001", "Horizon Intérim"), Locale.FRENCH,
					Instant.parse("2026-11-23T09:00:00Z"));
		assertThat(sealing.checkSeal().of(signed).signatures()).extracting(SealCheck.Signature::name)
			.containsExactly("Julie Moreau");

		assertThatExceptionOfType(SealingSetupException.class)
			.isThrownBy(() -> SealingFixture.with(properties(keystore, this.folder.resolve("no.so"), PIN, false)));
	}

	/** A new token of SoftHSM, whose settings the build's environment names. */
	private static Path library() throws Exception {
		String program = Tools.require("softhsm2-util").toString();
		Path library = Stream
			.of("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
					"/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so", "/usr/local/lib/softhsm/libsofthsm2.so")
			.map(Path::of)
			.filter(Files::exists)
			.findFirst()
			.orElseGet(() -> Tools.missing("SoftHSM's library was not found"));
		Path settings = Path.of(System.getenv("SOFTHSM2_CONF"));
		Path tokens = settings.resolveSibling("tokens-" + System.nanoTime());
		Files.createDirectories(tokens);
		Files.writeString(settings,
				"directories.tokendir = " + tokens + "\nobjectstore.backend = file\nlog.level = ERROR\n");
		Process init = new ProcessBuilder(program, "--init-token", "--free", "--label", "estafette", "--so-pin", "1234",
				"--pin", PIN)
			.redirectErrorStream(true)
			.start();
		assertThat(init.waitFor()).as(new String(init.getInputStream().readAllBytes())).isZero();
		return library;
	}

	/** As an administrator would bring existing keys into a module. */
	private static void moveKeys(Path library, Path keystore) throws Exception {
		KeyStore file = load(keystore);
		Provider module = Security.getProvider("SunPKCS11")
			.configure("--name=Moving\nlibrary=" + library + "\nslotListIndex=0\n"
					+ "attributes(*,CKO_PRIVATE_KEY,*) = {\n CKA_SENSITIVE = true\n CKA_EXTRACTABLE = false\n CKA_SIGN = true\n}\n");
		KeyStore token = KeyStore.getInstance("PKCS11", module);
		token.load(null, PIN.toCharArray());
		for (String alias : List.of("organisation", "signing-authority")) {
			token.setKeyEntry(alias, (PrivateKey) file.getKey(alias, "demo".toCharArray()), null,
					file.getCertificateChain(alias));
			file.deleteEntry(alias);
		}
		((AuthProvider) module).logout();
		try (OutputStream out = Files.newOutputStream(keystore)) {
			file.store(out, "demo".toCharArray());
		}
	}

	private static List<String> aliases(Path keystore) throws Exception {
		return Collections.list(load(keystore).aliases());
	}

	private static KeyStore load(Path keystore) throws Exception {
		KeyStore file = KeyStore.getInstance("PKCS12");
		try (InputStream in = Files.newInputStream(keystore)) {
			file.load(in, "demo".toCharArray());
		}
		return file;
	}

	private static SealingProperties properties(Path keystore, @Nullable Path library, String pin, boolean create) {
		return new SealingProperties(keystore, "demo", "organisation", "signing-authority", create, null,
				Duration.ofSeconds(1), null, library, 0, pin, "Document protégé");
	}

}
