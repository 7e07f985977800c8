package io.estafette.sealing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Service;

/**
 * Writes the proof file of a signature (D4): a sealed PDF for people, and the same as
 * JSON, which the PDF carries along.
 */
@Service
public class WriteProof {

	private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

	private static final float MARGIN = 56;

	private static final float SIZE = 9.5f;

	private static final float LEADING = 13;

	private static final float LABELS = 190;

	private final SealPdf sealPdf;

	private final MessageSource messages;

	private final ObjectMapper json;

	WriteProof(SealPdf sealPdf, MessageSource messages, ObjectMapper json) {
		this.sealPdf = sealPdf;
		this.messages = messages;
		this.json = json;
	}

	/**
	 * Writes both files.
	 * @throws TimestampUnavailableException when the time-stamp authority does not
	 * answer: try again later
	 */
	public void of(SignatureProof proof, Locale language, Path pdf, Path json) throws IOException {
		byte[] data = this.json.writerWithDefaultPrettyPrinter().writeValueAsBytes(proof);
		Path unsealed = Files.createTempFile("proof", ".pdf");
		try (PDDocument document = new PDDocument()) {
			new Sheet(document, language).write(proof);
			attach(document, data);
			document.save(unsealed.toFile());
			this.sealPdf.of(unsealed, pdf);
			Files.write(json, data);
		}
		catch (UnsealablePdfException ex) {
			throw new IllegalStateException("A proof that we wrote cannot be sealed", ex);
		}
		finally {
			Files.deleteIfExists(unsealed);
		}
	}

	private static void attach(PDDocument document, byte[] data) throws IOException {
		PDEmbeddedFile file = new PDEmbeddedFile(document, new ByteArrayInputStream(data));
		file.setSubtype("application/json");
		file.setSize(data.length);
		PDComplexFileSpecification specification = new PDComplexFileSpecification();
		specification.setFile("proof.json");
		specification.setFileUnicode("proof.json");
		specification.setEmbeddedFile(file);
		PDEmbeddedFilesNameTreeNode files = new PDEmbeddedFilesNameTreeNode();
		files.setNames(Map.of("proof.json", specification));
		PDDocumentNameDictionary names = new PDDocumentNameDictionary(document.getDocumentCatalog());
		names.setEmbeddedFiles(files);
		document.getDocumentCatalog().setNames(names);
	}

	/** The pages, written from the top down. */
	private final class Sheet {

		private final PDDocument document;

		private final Locale language;

		private final PDType0Font font;

		private PDPage page = new PDPage(PDRectangle.A4);

		private float y;

		/** Whether something is written in other letters than it was given. */
		private boolean transcribed;

		Sheet(PDDocument document, Locale language) throws IOException {
			this.document = document;
			this.language = language;
			this.font = LatinFont.in(document);
			turn();
		}

		void write(SignatureProof proof) throws IOException {
			SignedPdf signature = proof.signature();
			text(18, words("proof.title"));
			this.y -= 10;
			paragraph(words("proof.lead"));
			fact("proof.document", proof.documentName());
			fact("proof.request", proof.request().toString());
			fact("proof.who", proof.signatory().fullName());
			fact("proof.matricule", proof.signatory().matricule());
			fact("proof.organisation", proof.signatory().organisation());
			fact("proof.address", proof.address());
			fact("proof.identified", proof.identifiedHow());
			fact("proof.consent", proof.consent());
			fact("proof.signedAt", time(signature.signedAt()));
			fact("proof.before", signature.sha256Before());
			fact("proof.after", signature.sha256After());
			fact("proof.certificate", signature.certificateSubject());
			fact("proof.issuer", signature.certificateIssuer());
			fact("proof.serial", signature.certificateSerial());
			fact("proof.validity",
					time(signature.certificateNotBefore()) + " – " + time(signature.certificateNotAfter()));
			fact("proof.versions", "Estafette, EU DSS, PDFBox, Java " + Runtime.version().feature());
			heading("proof.steps");
			for (SignatureProof.Step step : proof.steps()) {
				columns(time(step.at()),
						Stream.of(step.what(), step.address(), step.browser())
							.filter(Objects::nonNull)
							.collect(Collectors.joining(" · ")));
			}
			heading("proof.check");
			paragraph(words("proof.check.text"));
			if (this.transcribed) {
				paragraph(words("proof.transcribed"));
			}
			paragraph(words("proof.level"));
		}

		private void heading(String key) throws IOException {
			this.y -= 10;
			text(12, words(key));
			this.y -= 4;
		}

		private void fact(String key, String value) throws IOException {
			columns(words(key), value);
		}

		private void columns(String label, String value) throws IOException {
			List<String> left = lines(label, LABELS - 10);
			List<String> right = lines(value, width() - LABELS);
			for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
				room();
				put(MARGIN, SIZE, (i < left.size()) ? left.get(i) : "");
				put(MARGIN + LABELS, SIZE, (i < right.size()) ? right.get(i) : "");
				this.y -= LEADING;
			}
			this.y -= 3;
		}

		private void paragraph(String words) throws IOException {
			for (String line : lines(words, width())) {
				text(SIZE, line);
			}
			this.y -= 6;
		}

		private void text(float size, String line) throws IOException {
			room();
			put(MARGIN, size, line);
			this.y -= Math.max(LEADING, size * 1.4f);
		}

		private void room() {
			if (this.y < MARGIN + LEADING) {
				turn();
			}
		}

		private void turn() {
			this.page = new PDPage(PDRectangle.A4);
			this.document.addPage(this.page);
			this.y = this.page.getMediaBox().getHeight() - MARGIN - 18;
		}

		private void put(float x, float size, String line) throws IOException {
			try (PDPageContentStream content = new PDPageContentStream(this.document, this.page,
					PDPageContentStream.AppendMode.APPEND, true)) {
				content.beginText();
				content.setFont(this.font, size);
				content.newLineAtOffset(x, this.y);
				content.showText(line);
				content.endText();
			}
		}

		/** Broken at blanks, and within words that are too long. */
		private List<String> lines(String words, float width) throws IOException {
			this.transcribed |= LatinFont.isTranscribed(words);
			List<String> lines = new ArrayList<>();
			StringBuilder line = new StringBuilder();
			for (String word : List.of(LatinFont.writable(words.replaceAll("\\s+", " ")).split(" "))) {
				if (!line.isEmpty() && width(line + " " + word) <= width) {
					line.append(' ').append(word);
					continue;
				}
				if (!line.isEmpty()) {
					lines.add(line.toString());
					line.setLength(0);
				}
				for (int letter : word.codePoints().toArray()) {
					if (width(line + Character.toString(letter)) > width) {
						lines.add(line.toString());
						line.setLength(0);
					}
					line.appendCodePoint(letter);
				}
			}
			lines.add(line.toString());
			return lines;
		}

		private float width() {
			return this.page.getMediaBox().getWidth() - 2 * MARGIN;
		}

		private float width(String line) throws IOException {
			return this.font.getStringWidth(line) / 1000 * SIZE;
		}

		private String words(String key) {
			return WriteProof.this.messages.getMessage(key, null, this.language);
		}

		private String time(Instant instant) {
			return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss z", this.language).format(instant.atZone(PARIS));
		}

	}

}
