package io.estafette.sealing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationWidget;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDSignatureField;
import org.apache.pdfbox.pdmodel.interactive.form.PDTextField;

/** PDFs of several shapes. */
final class TestPdfs {

	private static final PDType1Font FONT = new PDType1Font(Standard14Fonts.FontName.HELVETICA);

	private TestPdfs() {
	}

	/** A change to a document under construction. */
	interface Touch {

		void apply(PDDocument pdf) throws IOException;

	}

	static byte[] plain() throws IOException {
		return save(CompressParameters.NO_COMPRESSION, (pdf) -> {
		});
	}

	static byte[] objectStreams() throws IOException {
		return save(CompressParameters.DEFAULT_COMPRESSION, (pdf) -> pdf.setVersion(1.7f));
	}

	static byte[] version2() throws IOException {
		return save(CompressParameters.DEFAULT_COMPRESSION, (pdf) -> pdf.setVersion(2.0f));
	}

	static byte[] rotated() throws IOException {
		return save(CompressParameters.NO_COMPRESSION, (pdf) -> pdf.getPage(0).setRotation(90));
	}

	static byte[] withoutId() throws IOException {
		return save(CompressParameters.NO_COMPRESSION, (pdf) -> pdf.getDocument().getTrailer().removeItem(COSName.ID));
	}

	static byte[] withForm() throws IOException {
		return save(CompressParameters.DEFAULT_COMPRESSION, (pdf) -> {
			PDAcroForm form = new PDAcroForm(pdf);
			PDResources resources = new PDResources();
			resources.put(COSName.HELV, FONT);
			form.setDefaultResources(resources);
			pdf.getDocumentCatalog().setAcroForm(form);
			PDTextField name = new PDTextField(form);
			name.setPartialName("nom");
			name.setDefaultAppearance("/Helv 12 Tf 0 g");
			place(name.getWidgets().getFirst(), pdf.getPage(0), 500);
			form.getFields().add(name);
			name.setValue("Julie Moreau");
			PDSignatureField empty = new PDSignatureField(form);
			empty.setPartialName("signature");
			place(empty.getWidgets().getFirst(), pdf.getPage(0), 400);
			form.getFields().add(empty);
		});
	}

	/** A document that holds the very thing the seal is patched over. */
	static byte[] withDecoyHole() throws IOException {
		String zeros = "<" + "0".repeat(20_000) + ">";
		byte[] plain = plain();
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		out.write(plain);
		out.write(("% /ByteRange [0 10 20 30] /Contents " + zeros + "\n").getBytes());
		out.write("startxref\n".getBytes());
		String text = new String(plain, StandardCharsets.ISO_8859_1);
		out.write(text.substring(text.lastIndexOf("startxref") + 10).getBytes());
		return out.toByteArray();
	}

	static byte[] encrypted() throws IOException {
		return save(CompressParameters.NO_COMPRESSION, (pdf) -> {
			StandardProtectionPolicy policy = new StandardProtectionPolicy("owner", "", new AccessPermission());
			policy.setEncryptionKeyLength(128);
			pdf.protect(policy);
		});
	}

	static byte[] withPassword() throws IOException {
		return save(CompressParameters.NO_COMPRESSION, (pdf) -> {
			StandardProtectionPolicy policy = new StandardProtectionPolicy("owner", "user", new AccessPermission());
			policy.setEncryptionKeyLength(128);
			pdf.protect(policy);
		});
	}

	private static void place(PDAnnotationWidget widget, PDPage page, int height) throws IOException {
		widget.setRectangle(new PDRectangle(100, height, 200, 30));
		widget.setPage(page);
		page.getAnnotations().add(widget);
	}

	private static byte[] save(CompressParameters compression, Touch touch) throws IOException {
		try (PDDocument pdf = new PDDocument()) {
			for (int number = 1; number <= 2; number++) {
				PDPage page = new PDPage(PDRectangle.A4);
				pdf.addPage(page);
				try (PDPageContentStream content = new PDPageContentStream(pdf, page)) {
					content.beginText();
					content.setFont(FONT, 14);
					content.newLineAtOffset(80, 700);
					content.showText("Note de service, page " + number);
					content.endText();
				}
			}
			touch.apply(pdf);
			ByteArrayOutputStream out = new ByteArrayOutputStream();
			pdf.save(out, compression);
			return out.toByteArray();
		}
	}

}
