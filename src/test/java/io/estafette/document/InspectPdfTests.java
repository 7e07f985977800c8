package io.estafette.document;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import io.estafette.platform.Refusal;
import io.estafette.samples.HostilePdfs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.ResourceBundleMessageSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class InspectPdfTests {

	private final InspectPdf inspectPdf = new InspectPdf();

	@TempDir
	private Path directory;

	@Test
	void aPlainPdfIsAccepted() throws IOException {
		assertThat(inspect(HostilePdfs.onePage(), DocumentType.PROTECTED))
			.isEqualTo(new InspectPdf.Findings(HostilePdfs.onePage().length, 1, false, false));
		assertThat(inspect(HostilePdfs.onePageWithTable(), DocumentType.TO_SIGN).pages()).isEqualTo(1);
	}

	@Test
	void theSizeIsLimitedToTheByte() throws IOException {
		assertThat(inspect(HostilePdfs.largestAllowed(), DocumentType.SIMPLE).size()).isEqualTo(5_242_880);
		assertThat(HostilePdfs.oneByteTooLarge()).hasSize(5_242_881);
		assertRefused(HostilePdfs.oneByteTooLarge(), PdfProblem.TOO_LARGE);
	}

	@Test
	void theContentDecidesNotTheName() throws IOException {
		assertRefused(new byte[0], PdfProblem.EMPTY_FILE);
		assertRefused(HostilePdfs.textFile(), PdfProblem.NOT_A_PDF);
		assertRefused(HostilePdfs.htmlThatMentionsPdf(), PdfProblem.NOT_A_PDF);
	}

	@Test
	void bytesBeforeTheHeaderAreOnlyForSimpleDocuments() throws IOException {
		assertThat(inspect(HostilePdfs.garbageBeforeHeader(), DocumentType.SIMPLE).pages()).isEqualTo(1);
		assertThat(inspect(HostilePdfs.garbageBeforeHeaderUncounted(), DocumentType.SIMPLE).pages()).isEqualTo(1);
		assertRefused(HostilePdfs.garbageBeforeHeader(), DocumentType.PROTECTED, PdfProblem.DAMAGED_PDF);
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0.3, 0.5, 0.7, 0.9, 0.95, 0.99 })
	void aTruncatedPdfIsDamagedWhereverItEnds(double part) throws IOException {
		assertRefused(HostilePdfs.truncated(HostilePdfs.onePage(), part), PdfProblem.DAMAGED_PDF);
		assertRefused(HostilePdfs.truncated(HostilePdfs.onePageWithTable(), part), PdfProblem.DAMAGED_PDF);
	}

	@Test
	void aPdfWithWrongReferencesIsDamaged() throws IOException {
		assertRefused(HostilePdfs.wrongReferences(), PdfProblem.DAMAGED_PDF);
	}

	@Test
	void anEncryptedPdfIsRefusedWithOrWithoutPassword() throws IOException {
		assertRefused(HostilePdfs.encryptedWithPassword(), PdfProblem.ENCRYPTED_PDF);
		assertRefused(HostilePdfs.encryptedWithoutPassword(), PdfProblem.ENCRYPTED_PDF);
	}

	@Test
	void aPdfWithoutPageIsRefused() throws IOException {
		assertRefused(HostilePdfs.noPage(), PdfProblem.NO_PAGE);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("circles")
	void aPdfThatLeadsBackToItselfIsDamaged(String name, byte[] pdf) throws IOException {
		assertRefused(pdf, PdfProblem.DAMAGED_PDF);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("active")
	void activeContentIsOnlyForSimpleDocuments(String name, byte[] pdf) throws IOException {
		assertThat(inspect(pdf, DocumentType.SIMPLE).activeContent()).isTrue();
		assertRefused(pdf, DocumentType.PROTECTED, PdfProblem.ACTIVE_CONTENT);
		assertRefused(pdf, DocumentType.TO_SIGN, PdfProblem.ACTIVE_CONTENT);
	}

	@Test
	void aSignedPdfIsOnlyForSimpleDocuments() throws IOException {
		assertThat(inspect(HostilePdfs.signed(), DocumentType.SIMPLE).alreadySigned()).isTrue();
		assertRefused(HostilePdfs.signed(), DocumentType.PROTECTED, PdfProblem.ALREADY_SIGNED);
		assertRefused(HostilePdfs.signed(), DocumentType.TO_SIGN, PdfProblem.ALREADY_SIGNED);
	}

	/** In a JVM of its own, so small that opening one of them would end it. */
	@Test
	void bombsAreRefusedInLittleMemory() throws Exception {
		Map<String, byte[]> bombs = HostilePdfs.tooComplex();
		Path files = Files.createDirectory(this.directory.resolve("bombs"));
		for (Map.Entry<String, byte[]> bomb : bombs.entrySet()) {
			assertThat(bomb.getValue()).as(bomb.getKey()).hasSizeLessThan((int) InspectPdf.LARGEST);
			Files.write(files.resolve(bomb.getKey()), bomb.getValue());
		}
		Process process = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-Xmx128m",
				"-XX:+ExitOnOutOfMemoryError", "-cp", System.getProperty("java.class.path"),
				InspectFiles.class.getName(), files.toString())
			.redirectErrorStream(true)
			.start();
		String output = new String(process.getInputStream().readAllBytes());
		assertThat(process.waitFor()).as(output).isZero();
		assertThat(output.lines()).containsAll(bombs.keySet().stream().map((name) -> name + ": TOO_COMPLEX").toList());
	}

	@ParameterizedTest
	@EnumSource
	void everyProblemHasItsOwnSentence(PdfProblem problem) {
		ResourceBundleMessageSource messages = messages();
		String french = problem.refusal().sentence(messages, Locale.FRENCH);
		String english = problem.refusal().sentence(messages, Locale.ENGLISH);
		assertThat(french).isNotEqualTo(english).doesNotContain("''");
		assertThat(english).doesNotContain("''");
		assertThat(Stream.of(PdfProblem.values())
			.filter((other) -> other.refusal().sentence(messages, Locale.FRENCH).equals(french)))
			.containsExactly(problem);
	}

	/** Values that PDFBox reads in another way would hide a stream from the scan. */
	@Test
	void whatReadersWouldUnderstandDifferentlyIsDamaged() throws IOException {
		String page = new String(HostilePdfs.onePageWithTable(), StandardCharsets.ISO_8859_1);
		for (String trick : List.of("/A ((x)\n/B(y))", "/A 1/A 2", "/A 1 2", "/A truest", "/A <zz>", "/A")) {
			byte[] tricky = page.replace("/MediaBox[0 0 595 842]", trick).getBytes(StandardCharsets.ISO_8859_1);
			assertRefused(tricky, PdfProblem.DAMAGED_PDF);
		}
	}

	@Test
	void adviceStartsAbove500Kilobytes() {
		assertThat(PdfWarning.of(500_000, false)).isEmpty();
		assertThat(PdfWarning.of(500_001, true)).containsExactly(PdfWarning.LARGE, PdfWarning.ACTIVE_CONTENT);
	}

	static Stream<Arguments> circles() {
		return named(HostilePdfs.circles());
	}

	static Stream<Arguments> active() {
		return named(HostilePdfs.active());
	}

	private static Stream<Arguments> named(Map<String, byte[]> files) {
		return files.entrySet().stream().map((file) -> Arguments.of(file.getKey(), file.getValue()));
	}

	private static ResourceBundleMessageSource messages() {
		ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
		messages.setBasename("messages/document");
		messages.setDefaultEncoding("UTF-8");
		messages.setFallbackToSystemLocale(false);
		messages.setAlwaysUseMessageFormat(true);
		return messages;
	}

	private void assertRefused(byte[] pdf, PdfProblem problem) throws IOException {
		assertRefused(pdf, DocumentType.SIMPLE, problem);
	}

	private void assertRefused(byte[] pdf, DocumentType type, PdfProblem problem) throws IOException {
		assertThatExceptionOfType(Refusal.class).isThrownBy(() -> inspect(pdf, type))
			.extracting(Refusal::code)
			.isEqualTo(problem.name());
	}

	private InspectPdf.Findings inspect(byte[] pdf, DocumentType type) throws IOException {
		Path file = this.directory.resolve("uploaded.pdf");
		Files.write(file, pdf);
		return this.inspectPdf.of(file, type);
	}

}
