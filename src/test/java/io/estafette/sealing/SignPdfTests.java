package io.estafette.sealing;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.estafette.samples.SamplePdfs;
import io.estafette.sealing.SealCheck.Verdict;
import io.estafette.support.Tools;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.interactive.form.PDSignatureField;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A document to sign: prepared, signed, checked with independent programs, tampered with.
 */
class SignPdfTests {

	private static final Signatory JULIE = new Signatory("Julie", "Moreau", "H0001", "Horizon Intérim");

	private static final Instant CONSENT = SealingFixture.CLOCK.instant();

	@TempDir
	static Path keys;

	private static SealingFixture sealing;

	@TempDir
	private Path folder;

	@BeforeAll
	static void prepareKeys() {
		sealing = SealingFixture.in(keys);
	}

	private interface Shape {

		byte[] pdf() throws IOException;

	}

	/** Shapes x paper x turn: 48 of them, and the sample that people know. */
	static Stream<Arguments> shapes() throws IOException {
		Map<String, Shape> shapes = new LinkedHashMap<>();
		shapes.put("plain", TestPdfs::plain);
		shapes.put("object streams", TestPdfs::objectStreams);
		shapes.put("version 2", TestPdfs::version2);
		shapes.put("form", TestPdfs::withForm);
		List<PDRectangle> papers = List.of(PDRectangle.A4, PDRectangle.A5,
				new PDRectangle(PDRectangle.A4.getHeight(), PDRectangle.A4.getWidth()));
		Stream.Builder<Arguments> all = Stream.builder();
		for (Map.Entry<String, Shape> shape : shapes.entrySet()) {
			for (PDRectangle paper : papers) {
				for (int rotation : List.of(0, 90, 180, 270)) {
					byte[] pdf = on(paper, rotation, shape.getValue().pdf());
					all.add(Arguments.of(Named.of(shape.getKey() + " " + paper + " " + rotation, pdf)));
				}
			}
		}
		all.add(Arguments.of(Named.of("letter", SamplePdfs.letter())));
		all.add(Arguments.of(Named.of("without id", TestPdfs.withoutId())));
		return all.build();
	}

	private static byte[] on(PDRectangle paper, int rotation, byte[] source) throws IOException {
		try (PDDocument pdf = Loader.loadPDF(source)) {
			for (PDPage page : pdf.getPages()) {
				page.setMediaBox(paper);
				page.setCropBox(paper);
				page.setRotation(rotation);
			}
			java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
			pdf.save(out);
			return out.toByteArray();
		}
	}

	@ParameterizedTest
	@MethodSource("shapes")
	void aSignedPdfIsIntactForEveryChecker(byte[] source) throws Exception {
		int pages = pages(source);
		Path prepared = prepare(source);
		SealCheck waiting = sealing.checkSeal().of(prepared);
		assertThat(waiting.verdict()).isEqualTo(Verdict.INTACT);
		assertThat(waiting.toSign()).isTrue();

		Path signed = this.folder.resolve("signed.pdf");
		SignedPdf proof = sealing.signPdf().of(prepared, signed, JULIE, Locale.FRENCH, CONSENT);

		SealCheck check = sealing.checkSeal().of(signed);
		assertThat(check.verdict()).isEqualTo(Verdict.INTACT);
		assertThat(check.toSign()).isFalse();
		assertThat(check.signatures()).containsExactly(new SealCheck.Signature("Julie Moreau", "Horizon Intérim",
				"Estafette demonstration signatures", CONSENT));
		assertThat(proof.sha256After()).isEqualTo(SignPdf.sha256(Files.readAllBytes(signed)));
		assertThat(proof.sha256Before()).isEqualTo(SignPdf.sha256(Files.readAllBytes(prepared)));
		assertThat(sealing.writeReport().of(signed).orElseThrow().signatures())
			.extracting(DssReport.Signature::indication, DssReport.Signature::subIndication,
					DssReport.Signature::format)
			.containsExactly(tuple("TOTAL_PASSED", null, "PAdES-BASELINE-T"),
					tuple("TOTAL_PASSED", null, "PAdES-BASELINE-T"));
		assertThat(run("pdfsig", signed)).contains("Signature #1", "Signature #2", "Total document signed")
			.doesNotContain("Signature is Invalid", "Digest Mismatch");
		assertThat(run("qpdf", "--check", signed)).contains("No syntax or stream encoding errors");
		try (PDDocument pdf = Loader.loadPDF(signed.toFile())) {
			assertThat(pdf.getNumberOfPages()).isEqualTo(pages + 1);
			PDSignatureField field = (PDSignatureField) pdf.getDocumentCatalog()
				.getAcroForm(null)
				.getField(PrepareForSigning.FIELD);
			assertThat(isDrawnOn(pdf, field.getWidgets().getFirst().getRectangle())).as("a block to see").isTrue();
		}
	}

	@Test
	void theBlockSaysWhoAndWhenWithAnyName() throws Exception {
		Signatory person = new Signatory("Zoë Œuvrière", "Šimůnek-李", "H/0-2", "Société «€» & Fils");
		Path signed = this.folder.resolve("signed.pdf");
		sealing.signPdf().of(prepare(TestPdfs.plain()), signed, person, Locale.FRENCH, CONSENT);

		try (PDDocument pdf = Loader.loadPDF(signed.toFile())) {
			pdf.getDocumentCatalog().getAcroForm(null).flatten();
			String text = text(pdf);
			assertThat(text).contains("Zoë Œuvrière Šimůnek-Li", "H/0-2", "Société «€» & Fils",
					"23 novembre 2026 à 10:00", "Transcrit en lettres latines");
		}
		assertThat(sealing.checkSeal().of(signed).signatures().getFirst().name()).isEqualTo("Zoë Œuvrière Šimůnek-李");
	}

	/** Fonts for all scripts are too large to bring along: names are transcribed. */
	@ParameterizedTest
	@CsvSource({ "伟, 王, Wei Wang", "മനോജ്, नायर, mnoj nayr", "محمد, العلي, mhmd l`ly", "Γιώργος, Жуков, Γιώργος Жуков",
			"ნინო, Ağaoğlu, nino Ağaoğlu", "Nguyễn, Văn, Nguyễn Văn" })
	void everyNameCanBeReadInTheBlockAndTheProof(String first, String last, String written) throws Exception {
		Signatory person = new Signatory(first, last, "H0002", "Horizon Intérim");
		Path signed = this.folder.resolve("signed.pdf");
		SignedPdf signature = sealing.signPdf().of(prepare(TestPdfs.plain()), signed, person, Locale.FRENCH, CONSENT);
		Path proof = this.folder.resolve("proof.pdf");
		Path json = this.folder.resolve("proof.json");
		sealing.writeProof()
			.of(new SignatureProof(UUID.randomUUID(), "Avenant", person, "h0002@salarie.example", "Code", "J'accepte",
					signature, List.of()), Locale.FRENCH, proof, json);

		boolean transcribed = !written.equals(person.fullName());
		assertThat(sealing.checkSeal().of(signed).signatures().getFirst().name()).isEqualTo(person.fullName());
		assertThat(Files.readString(json)).contains(first, last);
		try (PDDocument pdf = Loader.loadPDF(signed.toFile()); PDDocument sheet = Loader.loadPDF(proof.toFile())) {
			pdf.getDocumentCatalog().getAcroForm(null).flatten();
			assertThat(List.of(text(pdf), text(sheet)))
				.allSatisfy((text) -> assertThat(text).contains(written).doesNotContain("?"))
				.allSatisfy((text) -> assertThat(text.contains("en lettres latines")).isEqualTo(transcribed));
		}
	}

	@Test
	void everyKindOfTamperingShows() throws Exception {
		Path prepared = prepare(SamplePdfs.letter());
		Path file = this.folder.resolve("signed.pdf");
		sealing.signPdf().of(prepared, file, JULIE, Locale.FRENCH, CONSENT);
		byte[] signed = Files.readAllBytes(file);
		byte[] sealed = Files.readAllBytes(prepared);
		Map<String, byte[]> tampered = new LinkedHashMap<>();
		tampered.put("a byte of the text", flipped(signed, 200));
		tampered.put("a byte of the signature", flipped(signed, sealed.length + 3000));
		tampered.put("a byte of the end", flipped(signed, signed.length - 3));
		tampered.put("something behind it",
				(new String(signed, StandardCharsets.ISO_8859_1) + "\n% more").getBytes(StandardCharsets.ISO_8859_1));
		tampered.put("cut off", Arrays.copyOf(signed, signed.length - 10));
		tampered.put("cut in the middle of the signature", Arrays.copyOf(signed, sealed.length + 2000));
		tampered.put("an annotation added",
				changed(signed,
						(pdf) -> pdf.getPage(0)
							.getAnnotations()
							.add(new org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationText())));
		tampered.put("a page added", changed(signed, (pdf) -> pdf.addPage(new PDPage())));
		tampered.put("a page removed", changed(signed, (pdf) -> pdf.removePage(0)));
		tampered.put("an annotation added before signing",
				changed(sealed,
						(pdf) -> pdf.getPage(0)
							.getAnnotations()
							.add(new org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationText())));

		for (Map.Entry<String, byte[]> each : tampered.entrySet()) {
			Path forged = Files.write(this.folder.resolve("forged.pdf"), each.getValue());
			assertThat(sealing.checkSeal().of(forged).verdict()).as(each.getKey()).isEqualTo(Verdict.ALTERED);
		}
	}

	@Test
	void anotherPlatformsSignatureBehindOurSealIsNoSignature(@TempDir Path elsewhere) throws Exception {
		Path signed = this.folder.resolve("signed.pdf");
		SealingFixture others = SealingFixture.in(elsewhere);
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> others.signPdf().of(prepare(TestPdfs.plain()), signed, JULIE, Locale.FRENCH, CONSENT));
		assertThat(signed).doesNotExist();
	}

	@Test
	void withoutTimeStampNothingIsSigned() throws Exception {
		Path prepared = prepare(TestPdfs.plain());
		SealingFixture unstamped = SealingFixture.with(SealingFixture.properties(keys.resolve("organisation.p12"),
				URI.create("http://127.0.0.1:1/tsa"), null));
		Path signed = this.folder.resolve("signed.pdf");
		assertThatExceptionOfType(TimestampUnavailableException.class)
			.isThrownBy(() -> unstamped.signPdf().of(prepared, signed, JULIE, Locale.FRENCH, CONSENT));
		assertThat(signed).doesNotExist();
	}

	@Test
	void theProofIsReadableSealedAndCarriesItsData() throws Exception {
		Path signed = this.folder.resolve("signed.pdf");
		SignedPdf signature = sealing.signPdf().of(prepare(TestPdfs.plain()), signed, JULIE, Locale.FRENCH, CONSENT);
		Path pdf = this.folder.resolve("proof.pdf");
		Path json = this.folder.resolve("proof.json");
		UUID request = UUID.randomUUID();
		sealing.writeProof()
			.of(new SignatureProof(request, "Avenant n° 3 – télétravail", JULIE, "h0001@salarie.example",
					"Identifiant et mot de passe du coffre, puis code à usage unique reçu par courriel.",
					"J'ai lu le document en entier et j'accepte de le signer électroniquement.", signature,
					List.of(new SignatureProof.Step("Document ouvert", CONSENT, "192.0.2.7", "Firefox"),
							new SignatureProof.Step("Signé", CONSENT, null, null))),
					Locale.FRENCH, pdf, json);

		assertThat(sealing.checkSeal().of(pdf).verdict()).isEqualTo(Verdict.INTACT);
		assertThat(new ObjectMapper().readTree(json.toFile()).at("/signature/sha256After").asText())
			.isEqualTo(signature.sha256After());
		try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
			assertThat(new PDFTextStripper().getText(document)).contains("Julie Moreau", request.toString(),
					"192.0.2.7", "Avenant n° 3 – télétravail");
			byte[] attached = document.getDocumentCatalog()
				.getNames()
				.getEmbeddedFiles()
				.getNames()
				.get("proof.json")
				.getEmbeddedFile()
				.toByteArray();
			assertThat(attached).isEqualTo(Files.readAllBytes(json));
		}
	}

	private Path prepare(byte[] source) throws Exception {
		Path prepared = this.folder.resolve(UUID.randomUUID() + ".pdf");
		sealing.prepare().of(Files.write(this.folder.resolve("source.pdf"), source), prepared);
		return prepared;
	}

	/** Without its line breaks. */
	private static String text(PDDocument pdf) throws IOException {
		return new PDFTextStripper().getText(pdf).replaceAll("\\s+", " ");
	}

	private static int pages(byte[] source) throws IOException {
		try (PDDocument pdf = Loader.loadPDF(source)) {
			return pdf.getNumberOfPages();
		}
	}

	/** Whether the place on the last page is not empty. */
	private static boolean isDrawnOn(PDDocument pdf, PDRectangle place) throws IOException {
		int last = pdf.getNumberOfPages() - 1;
		java.awt.image.BufferedImage picture = new PDFRenderer(pdf).renderImage(last);
		float height = pdf.getPage(last).getMediaBox().getHeight();
		int dark = 0;
		for (int x = (int) place.getLowerLeftX() + 4; x < place.getUpperRightX() - 4; x++) {
			for (int y = (int) (height - place.getUpperRightY()) + 4; y < height - place.getLowerLeftY() - 4; y++) {
				dark += ((picture.getRGB(x, y) & 0xff) < 160) ? 1 : 0;
			}
		}
		return dark > 100;
	}

	private static byte[] flipped(byte[] pdf, int at) {
		byte[] copy = pdf.clone();
		copy[at] ^= 1;
		return copy;
	}

	private static byte[] changed(byte[] source, TestPdfs.Touch touch) throws IOException {
		try (PDDocument pdf = Loader.loadPDF(source)) {
			touch.apply(pdf);
			pdf.getDocumentCatalog().getCOSObject().setNeedToBeUpdated(true);
			pdf.getPage(0).getCOSObject().setNeedToBeUpdated(true);
			pdf.getPages().getCOSObject().setNeedToBeUpdated(true);
			java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
			pdf.saveIncremental(out);
			return out.toByteArray();
		}
	}

	private static String run(Object... command) throws IOException, InterruptedException {
		Path program = Tools.require(command[0].toString());
		String[] words = Stream.of(command).map(Object::toString).toArray(String[]::new);
		words[0] = program.toString();
		Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
		String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		process.waitFor();
		return printed;
	}

}
