package io.estafette.sealing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;

import io.estafette.document.InspectPdf;
import io.estafette.platform.Refusal;
import io.estafette.samples.HostilePdfs;
import io.estafette.sealing.SealCheck.Fault;
import io.estafette.sealing.SealCheck.Verdict;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

class CheckSealTests {

	@TempDir
	static Path keyFolder;

	static SealingFixture sealing;

	static byte[] sealed;

	@TempDir
	Path folder;

	@BeforeAll
	static void seal(@TempDir Path folder) throws Exception {
		sealing = SealingFixture.in(keyFolder);
		sealed = seal(sealing, folder);
	}

	@Test
	void oneByteChangedAnywhereInTheDocumentIsFound() throws Exception {
		SignedRange range = SignedRange.last(sealed);
		for (int i = 0; i < sealed.length; i += 13) {
			if (i < range.hole() || i >= range.afterHole()) {
				assertAltered(changed(i, (byte) (sealed[i] ^ 1)), "byte " + i);
			}
		}
	}

	@Test
	void oneDigitChangedAnywhereInTheSealIsFound() throws Exception {
		SignedRange range = SignedRange.last(sealed);
		int padding = range.afterHole() - 1;
		while (sealed[padding - 1] == '0') {
			padding--;
		}
		for (int i = range.hole() + 1; i < padding; i += 5) {
			int digit = Character.digit(sealed[i], 16);
			assertAltered(changed(i, (byte) Character.forDigit(digit ^ (1 << (i % 4)), 16)), "digit " + i);
		}
		for (int i = padding; i < range.afterHole() - 1; i += 101) {
			assertAltered(changed(i, (byte) '1'), "padding " + i);
			assertAltered(changed(i, (byte) ' '), "padding " + i);
		}
	}

	@Test
	void aDigitOfTheSealInCapitalsIsFound() throws Exception {
		SignedRange range = SignedRange.last(sealed);
		int letter = range.hole() + 1;
		while (sealed[letter] < 'a') {
			letter++;
		}

		assertAltered(changed(letter, (byte) Character.toUpperCase(sealed[letter])), "capital");
	}

	@Test
	void bytesAppendedOrCutOffAreFound() throws Exception {
		byte[] oneMore = Arrays.copyOf(sealed, sealed.length + 1);
		oneMore[sealed.length] = '\n';

		assertAltered(oneMore, "one byte more");
		assertAltered(Arrays.copyOf(sealed, sealed.length - 1), "one byte less");
		ByteArrayOutputStream before = new ByteArrayOutputStream();
		before.write('\n');
		before.write(sealed);
		assertAltered(before.toByteArray(), "one byte before");
	}

	@Test
	void aPageAddedByAnotherProgramIsFound() throws Exception {
		for (boolean incremental : new boolean[] { true, false }) {
			ByteArrayOutputStream edited = new ByteArrayOutputStream();
			try (PDDocument pdf = Loader.loadPDF(sealed)) {
				pdf.addPage(new PDPage());
				pdf.getDocumentCatalog().getCOSObject().setNeedToBeUpdated(true);
				pdf.getPages().getCOSObject().setNeedToBeUpdated(true);
				if (incremental) {
					pdf.saveIncremental(edited);
				}
				else {
					pdf.save(edited);
				}
			}
			assertAltered(edited.toByteArray(), incremental ? "appended" : "rewritten");
		}
	}

	@Test
	void aByteRangeWrittenBehindTheSealDeceivesNobody() throws Exception {
		SignedRange range = SignedRange.last(sealed);
		ByteArrayOutputStream forged = new ByteArrayOutputStream();
		forged.write(sealed);
		forged.write(("\n/ByteRange [0 " + range.hole() + " " + range.afterHole() + " " + range.rest() + "]")
			.getBytes(StandardCharsets.US_ASCII));

		assertAltered(forged.toByteArray(), "forged range");
	}

	@Test
	void nothingIsSaidAboutWhatWasNotSealedHere() throws Exception {
		assertThat(check(TestPdfs.plain()))
			.isEqualTo(new SealCheck(Verdict.UNKNOWN, Fault.NO_SIGNATURE, null, null, null, false, List.of()));
		assertThat(check(HostilePdfs.signed()).fault()).isEqualTo(Fault.OTHER_SIGNER);
	}

	@Test
	void whatIsNoPdfIsRefused() {
		assertThatExceptionOfType(Refusal.class).isThrownBy(() -> check(new byte[0])).withMessage("EMPTY_FILE");
		assertThatExceptionOfType(Refusal.class).isThrownBy(() -> check("Bonjour /ByteRange".getBytes()))
			.withMessage("NOT_A_PDF");
	}

	static Stream<Arguments> hostile() {
		return Stream.of(HostilePdfs.tooComplex(), HostilePdfs.circles(), HostilePdfs.active())
			.flatMap((files) -> files.entrySet().stream())
			.map((file) -> Arguments.of(Named.of(file.getKey(), file.getValue())));
	}

	@ParameterizedTest
	@MethodSource("hostile")
	void hostileFilesAreUnknownAndHarmless(byte[] pdf) throws Exception {
		assertThat(check(pdf).verdict()).isEqualTo(Verdict.UNKNOWN);
	}

	@Test
	void anotherOrganisationsSealIsUnknownHere(@TempDir Path elsewhere) throws Exception {
		byte[] theirs = seal(SealingFixture.in(elsewhere), this.folder);

		assertThat(check(theirs))
			.isEqualTo(new SealCheck(Verdict.UNKNOWN, Fault.OTHER_SIGNER, null, null, null, false, List.of()));
	}

	@Test
	void aMazeInPlaceOfTheSealCostsNothing() throws Exception {
		for (int depth : new int[] { 20_000, 200_000 }) {
			String maze = "3080".repeat(depth);
			String head = "%PDF-1.7\n/Contents <" + maze + "> /ByteRange [0 19 " + (21 + maze.length()) + " ";
			byte[] pdf = (head + (head.length() + 3 - 21 - maze.length()) + "]").getBytes(StandardCharsets.US_ASCII);

			assertThatExceptionOfType(Refusal.class).isThrownBy(() -> check(pdf)).withMessage("NOT_A_PDF");
		}
	}

	/** What is delivered is larger than what was taken in, by its seal. */
	@Test
	void theSealOfTheLargestDocumentIsRecognised() throws Exception {
		byte[] large = seal(sealing, this.folder, HostilePdfs.largestAllowed());
		Path file = Files.write(this.folder.resolve("large.pdf"), large);
		ByteArrayOutputStream anew = new ByteArrayOutputStream();
		try (PDDocument pdf = Loader.loadPDF(large)) {
			pdf.save(anew);
		}

		assertThat(large.length).isGreaterThan((int) InspectPdf.LARGEST);
		assertThat(check(large).verdict()).isEqualTo(Verdict.INTACT);
		assertThat(sealing.writeReport().of(file).orElseThrow().signatures())
			.extracting(DssReport.Signature::indication)
			.containsExactly("TOTAL_PASSED");
		assertThat(anew.size()).isGreaterThan((int) InspectPdf.LARGEST);
		assertAltered(anew.toByteArray(), "written anew, compressed");
	}

	static Stream<Arguments> costly() {
		return HostilePdfs.costly()
			.entrySet()
			.stream()
			.map((file) -> Arguments.of(Named.of(file.getKey(), file.getValue())));
	}

	/** Whoever signs such a file with a key of their own must not keep the core busy. */
	@ParameterizedTest
	@MethodSource("costly")
	void aFileThatCostsTooMuchHoldsUpNoReport(byte[] pdf, @TempDir Path elsewhere) throws Exception {
		assertHoldsUpNoReport(seal(SealingFixture.in(elsewhere), this.folder, pdf));
	}

	/** Each of them may have issued any other. */
	@Test
	void aSignatureFullOfCertificatesHoldsUpNoReport(@TempDir Path elsewhere) throws Exception {
		SealingFixture.in(elsewhere);
		Path file = elsewhere.resolve("organisation.p12");
		char[] password = "demo".toCharArray();
		KeyStore store = KeyStore.getInstance(file.toFile(), password);
		KeyPair nobody = DemonstrationKeystore.keyPair();
		KeyPair keys = DemonstrationKeystore.keyPair();
		Certificate[] chain = new Certificate[150];
		for (int i = 0; i < chain.length; i++) {
			chain[i] = issued(i + 1, (i == 0) ? keys : DemonstrationKeystore.keyPair(), nobody);
		}
		store.setKeyEntry("organisation", keys.getPrivate(), password, chain);
		try (OutputStream out = Files.newOutputStream(file)) {
			store.store(out, password);
		}
		assertHoldsUpNoReport(seal(SealingFixture.in(elsewhere), this.folder));
	}

	private static Certificate issued(int number, KeyPair keys, KeyPair issuer) throws Exception {
		X500Name name = new X500Name("CN=X");
		Instant now = SealingFixture.CLOCK.instant();
		return new JcaX509CertificateConverter()
			.getCertificate(new JcaX509v3CertificateBuilder(name, BigInteger.valueOf(number),
					Date.from(now.minus(Duration.ofDays(1))), Date.from(now.plus(Duration.ofDays(1))), name,
					keys.getPublic())
				.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.getPrivate())));
	}

	private void assertHoldsUpNoReport(byte[] theirs) throws IOException {
		Path hostile = Files.write(this.folder.resolve("hostile.pdf"), theirs);
		Path honest = Files.write(this.folder.resolve("honest.pdf"), sealed);
		WriteDssReport report = sealing.hastyReport();

		assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
			for (int place = 0; place < 2; place++) {
				assertThat(check(theirs).verdict()).isEqualTo(Verdict.UNKNOWN);
				report.of(hostile);
			}
			await().untilAsserted(() -> assertThat(report.of(honest)).isPresent());
		});
	}

	private static byte[] seal(SealingFixture sealing, Path folder) throws Exception {
		return seal(sealing, folder, TestPdfs.objectStreams());
	}

	private static byte[] seal(SealingFixture sealing, Path folder, byte[] source) throws Exception {
		Path target = folder.resolve("sealed.pdf");
		sealing.sealPdf().of(Files.write(folder.resolve("source.pdf"), source), target);
		return Files.readAllBytes(target);
	}

	private static byte[] changed(int position, byte value) {
		byte[] changed = sealed.clone();
		changed[position] = value;
		return changed;
	}

	private void assertAltered(byte[] pdf, String change) throws IOException {
		SealCheck check = check(pdf);
		assertThat(check.verdict()).as(change).isEqualTo(Verdict.ALTERED);
		assertThat(check.sealedBy()).isEqualTo("Estafette demonstration");
		assertThat(check.sealedAt()).isNull();
	}

	private SealCheck check(byte[] pdf) throws IOException {
		return sealing.checkSeal().of(Files.write(this.folder.resolve("checked.pdf"), pdf));
	}

}
