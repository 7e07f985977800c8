package io.estafette.sealing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import io.estafette.sealing.SealCheck.Verdict;
import io.estafette.samples.SamplePdfs;
import io.estafette.sealing.UnsealablePdfException.Code;
import io.estafette.support.Tools;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Named.named;

class SealPdfTests {

	@TempDir
	static Path keyFolder;

	static SealingFixture sealing;

	@TempDir
	Path folder;

	@BeforeAll
	static void makeKeys() {
		sealing = SealingFixture.in(keyFolder);
	}

	static Stream<Arguments> shapes() throws IOException {
		return Stream
			.of(named("plain", TestPdfs.plain()), named("object streams", TestPdfs.objectStreams()),
					named("PDF 2.0", TestPdfs.version2()), named("rotated", TestPdfs.rotated()),
					named("without id", TestPdfs.withoutId()), named("form", TestPdfs.withForm()),
					named("decoy of a reserved place", TestPdfs.withDecoyHole()), named("letter", SamplePdfs.letter()),
					named("payslip", SamplePdfs.payslip()), named("safety notice", SamplePdfs.safetyNotice()))
			.map(Arguments::of);
	}

	@ParameterizedTest
	@MethodSource("shapes")
	void aSealedPdfIsTheSourceWithASealBehindIt(byte[] source) throws Exception {
		Path sealed = seal(source);

		assertThat(Files.readAllBytes(sealed)).startsWith(source);
		SealCheck check = sealing.checkSeal().of(sealed);
		assertThat(check).isEqualTo(new SealCheck(Verdict.INTACT, null, "Estafette demonstration",
				"Estafette demonstration CA", SealingFixture.CLOCK.instant(), false, List.of()));
		try (PDDocument pdf = Loader.loadPDF(sealed.toFile())) {
			PDSignature seal = pdf.getSignatureDictionaries().getFirst();
			assertThat(seal.getName()).isEqualTo("Estafette demonstration");
			assertThat(seal.getReason()).isEqualTo("Document protégé");
			assertThat(seal.getSignDate().toInstant()).isEqualTo(SealingFixture.CLOCK.instant());
		}
	}

	@ParameterizedTest
	@MethodSource("shapes")
	void pdfsigFindsTheSealValid(byte[] source) throws Exception {
		Answer answer = run("pdfsig", "-nocert", seal(source).toString());

		assertThat(answer.text()).contains("Signature is Valid", "Total document signed");
	}

	@ParameterizedTest
	@MethodSource("shapes")
	void qpdfFindsTheSealedPdfSound(byte[] source) throws Exception {
		Answer answer = run("qpdf", "--check", seal(source).toString());

		// The one thing it may remark is that PDFBox counts the cross-references
		// themselves as an object, which the standard leaves open.
		List<String> warnings = answer.text().lines().filter((line) -> line.startsWith("WARNING")).toList();
		assertThat(warnings).allMatch((line) -> line.contains("is not one plus the highest object number"));
		assertThat(answer.status()).as(answer.text()).isEqualTo(warnings.isEmpty() ? 0 : 3);
	}

	@Test
	void aLinearizedPdfIsSealed() throws Exception {
		Path plain = Files.write(this.folder.resolve("plain.pdf"), TestPdfs.plain());
		Path linearized = this.folder.resolve("linearized.pdf");
		run("qpdf", "--linearize", plain.toString(), linearized.toString());

		Path sealed = seal(Files.readAllBytes(linearized));

		assertThat(sealing.checkSeal().of(sealed).verdict()).isEqualTo(Verdict.INTACT);
		assertThat(run("pdfsig", "-nocert", sealed.toString()).text()).contains("Signature is Valid",
				"Total document signed");
	}

	@Test
	void whatIsSealedAlreadyIsRefused() throws Exception {
		byte[] sealed = Files.readAllBytes(seal(TestPdfs.plain()));

		assertRefused(sealed, Code.ALREADY_SIGNED);
	}

	@Test
	void encryptedPdfsAreRefusedWithOrWithoutAPassword() throws Exception {
		assertRefused(TestPdfs.encrypted(), Code.ENCRYPTED_PDF);
		assertRefused(TestPdfs.withPassword(), Code.ENCRYPTED_PDF);
	}

	@Test
	void damagedPdfsAreRefused() throws Exception {
		byte[] plain = TestPdfs.plain();

		assertRefused("Bonjour".getBytes(), Code.DAMAGED_PDF);
		assertRefused(new byte[0], Code.DAMAGED_PDF);
		assertRefused(Arrays.copyOf(plain, 40), Code.DAMAGED_PDF);
	}

	@Test
	void sealsMadeAtTheSameTimeDoNotMix() throws Exception {
		List<byte[]> sources = List.of(TestPdfs.plain(), TestPdfs.objectStreams(), TestPdfs.withForm(),
				TestPdfs.rotated());
		List<Future<Path>> sealed = new ArrayList<>();
		try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
			for (int i = 0; i < 40; i++) {
				byte[] source = sources.get(i % sources.size());
				Path target = this.folder.resolve("parallel" + i + ".pdf");
				sealed.add(threads.submit(() -> seal(source, target)));
			}
		}

		for (int i = 0; i < sealed.size(); i++) {
			assertThat(Files.readAllBytes(sealed.get(i).get())).startsWith(sources.get(i % sources.size()));
			assertThat(sealing.checkSeal().of(sealed.get(i).get()).verdict()).isEqualTo(Verdict.INTACT);
		}
	}

	/** What an independent program says. */
	private record Answer(int status, String text) {
	}

	private static Answer run(String program, String... arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(List.of(Tools.require(program).toString()));
		command.addAll(List.of(arguments));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		return new Answer(process.waitFor(), text);
	}

	private void assertRefused(byte[] source, Code code) throws IOException {
		Path target = this.folder.resolve("refused.pdf");
		assertThatExceptionOfType(UnsealablePdfException.class).isThrownBy(() -> seal(source, target))
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(code));
		assertThat(target).doesNotExist();
	}

	private Path seal(byte[] source) throws Exception {
		return seal(source, this.folder.resolve("sealed.pdf"));
	}

	private Path seal(byte[] source, Path target) throws Exception {
		Path file = Files.write(Files.createTempFile(this.folder, "source", ".pdf"), source);
		sealing.sealPdf().of(file, target);
		assertThat(file).hasBinaryContent(source);
		return target;
	}

}
