package io.estafette.sealing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import eu.europa.esig.dss.enumerations.CertificationPermission;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationWidget;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDSignatureField;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Service;

/**
 * Makes the copy of a document that people receive to sign (F6): a page of its own for
 * the signature, so that it never covers a text, with the field prepared; then the
 * organisation's certification, level T, which permits nothing any more but to sign
 * (DocMDP permission 2).
 */
@Service
public class PrepareForSigning {

	static final String FIELD = "EstafetteSignature";

	private static final Logger log = LoggerFactory.getLogger(PrepareForSigning.class);

	private static final float MARGIN = 56;

	private static final float FIELD_WIDTH = 320;

	private static final float FIELD_HEIGHT = 96;

	private final SealPdf sealPdf;

	private final MessageSource messages;

	PrepareForSigning(SealPdf sealPdf, MessageSource messages) {
		this.sealPdf = sealPdf;
		this.messages = messages;
	}

	/**
	 * Prepares a copy.
	 * @param source the PDF, which stays as it is; read whole into memory, so its size is
	 * the caller's to bound (F5)
	 * @param target where the prepared PDF is written; nothing is left there on failure
	 * @throws UnsealablePdfException when this PDF cannot be prepared
	 * @throws TimestampUnavailableException when the time-stamp authority does not
	 * answer: try again later
	 */
	public void of(Path source, Path target) throws UnsealablePdfException, IOException {
		byte[] pdf = Files.readAllBytes(source);
		SealPdf.requireSealable(pdf);
		this.sealPdf.certify(withField(pdf), target, CertificationPermission.MINIMAL_CHANGES_PERMITTED);
	}

	private byte[] withField(byte[] source) throws UnsealablePdfException {
		try (PDDocument pdf = Loader.loadPDF(source)) {
			PDPage page = new PDPage(PDRectangle.A4);
			pdf.addPage(page);
			write(pdf, page);
			addField(pdf, page);
			ByteArrayOutputStream out = new ByteArrayOutputStream();
			pdf.save(out, CompressParameters.NO_COMPRESSION);
			return out.toByteArray();
		}
		catch (IOException | RuntimeException ex) {
			// PDFBox also answers malformed files with exceptions of the language.
			log.warn("A PDF cannot be prepared to be signed", ex);
			throw new UnsealablePdfException(UnsealablePdfException.Code.DAMAGED_PDF);
		}
	}

	private void write(PDDocument pdf, PDPage page) throws IOException {
		PDFont font = LatinFont.in(pdf);
		float top = page.getMediaBox().getHeight() - MARGIN;
		try (PDPageContentStream content = new PDPageContentStream(pdf, page)) {
			line(content, font, 18, top - 18, "signing.page.title", Locale.FRENCH);
			line(content, font, 11, top - 36, "signing.page.title", Locale.ENGLISH);
			line(content, font, 10, top - 64, "signing.page.text", Locale.FRENCH);
			line(content, font, 10, top - 78, "signing.page.text", Locale.ENGLISH);
			PDRectangle place = place(page);
			content.setStrokingColor(0.75f);
			content.addRect(place.getLowerLeftX() - 4, place.getLowerLeftY() - 4, place.getWidth() + 8,
					place.getHeight() + 8);
			content.stroke();
		}
	}

	private void line(PDPageContentStream content, PDFont font, float size, float y, String key, Locale language)
			throws IOException {
		content.beginText();
		content.setFont(font, size);
		content.newLineAtOffset(MARGIN, y);
		content.showText(LatinFont.writable(this.messages.getMessage(key, null, language)));
		content.endText();
	}

	private static void addField(PDDocument pdf, PDPage page) throws IOException {
		PDAcroForm form = pdf.getDocumentCatalog().getAcroForm(null);
		if (form == null) {
			form = new PDAcroForm(pdf);
			pdf.getDocumentCatalog().setAcroForm(form);
		}
		PDSignatureField field = new PDSignatureField(form);
		field.setPartialName(FIELD);
		PDAnnotationWidget widget = field.getWidgets().getFirst();
		widget.setRectangle(place(page));
		widget.setPage(page);
		widget.setPrinted(true);
		form.getFields().add(field);
		page.getAnnotations().add(widget);
	}

	private static PDRectangle place(PDPage page) {
		return new PDRectangle(MARGIN, page.getMediaBox().getHeight() - MARGIN - 110 - FIELD_HEIGHT, FIELD_WIDTH,
				FIELD_HEIGHT);
	}

}
