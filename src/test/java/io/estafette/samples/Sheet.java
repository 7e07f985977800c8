package io.estafette.samples;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;

/** An A4 page to write on: points, counted from the top left corner. */
final class Sheet implements AutoCloseable {

	static final float WIDTH = PDRectangle.A4.getWidth();

	static final float HEIGHT = PDRectangle.A4.getHeight();

	private final PDDocument pdf;

	private final PDFont font;

	private final PDPageContentStream content;

	Sheet(PDDocument pdf, PDFont font) throws IOException {
		this.pdf = pdf;
		this.font = font;
		PDPage page = new PDPage(PDRectangle.A4);
		pdf.addPage(page);
		this.content = new PDPageContentStream(pdf, page);
	}

	void text(float x, float y, float size, Color colour, String text) throws IOException {
		write(x, y, size, colour, text, RenderingMode.FILL);
	}

	/** The one font there is has no bold: its outline is drawn too. */
	void bold(float x, float y, float size, Color colour, String text) throws IOException {
		this.content.setStrokingColor(colour);
		this.content.setLineWidth(size / 28);
		write(x, y, size, colour, text, RenderingMode.FILL_STROKE);
	}

	void right(float x, float y, float size, Color colour, String text) throws IOException {
		text(x - width(text, size), y, size, colour, text);
	}

	void boldRight(float x, float y, float size, Color colour, String text) throws IOException {
		bold(x - width(text, size), y, size, colour, text);
	}

	/** Writes a paragraph and tells where the next one starts. */
	float paragraph(float x, float y, float width, float size, Color colour, String text) throws IOException {
		float next = y;
		for (String line : lines(text, width, size)) {
			text(x, next, size, colour, line);
			next += size * 1.45f;
		}
		return next;
	}

	void box(float x, float y, float width, float height, Color colour) throws IOException {
		this.content.setNonStrokingColor(colour);
		this.content.addRect(x, HEIGHT - y - height, width, height);
		this.content.fill();
	}

	void frame(float x, float y, float width, float height, Color colour) throws IOException {
		this.content.setStrokingColor(colour);
		this.content.setLineWidth(0.6f);
		this.content.addRect(x, HEIGHT - y - height, width, height);
		this.content.stroke();
	}

	void line(float x1, float y1, float x2, float y2, Color colour) throws IOException {
		this.content.setStrokingColor(colour);
		this.content.setLineWidth(0.6f);
		this.content.moveTo(x1, HEIGHT - y1);
		this.content.lineTo(x2, HEIGHT - y2);
		this.content.stroke();
	}

	/** A closed shape through these points (x, y, x, y…). */
	void shape(Color colour, float... points) throws IOException {
		this.content.setNonStrokingColor(colour);
		this.content.moveTo(points[0], HEIGHT - points[1]);
		for (int i = 2; i < points.length; i += 2) {
			this.content.lineTo(points[i], HEIGHT - points[i + 1]);
		}
		this.content.fill();
	}

	void picture(float x, float y, float width, BufferedImage image, float quality) throws IOException {
		float height = width * image.getHeight() / image.getWidth();
		this.content.drawImage(JPEGFactory.createFromImage(this.pdf, image, quality), x, HEIGHT - y - height, width,
				height);
	}

	float width(String text, float size) throws IOException {
		return this.font.getStringWidth(text) / 1000 * size;
	}

	@Override
	public void close() throws IOException {
		this.content.close();
	}

	private void write(float x, float y, float size, Color colour, String text, RenderingMode mode) throws IOException {
		this.content.beginText();
		this.content.setRenderingMode(mode);
		this.content.setNonStrokingColor(colour);
		this.content.setFont(this.font, size);
		this.content.newLineAtOffset(x, HEIGHT - y - size);
		this.content.showText(text);
		this.content.endText();
	}

	private List<String> lines(String text, float width, float size) throws IOException {
		List<String> lines = new ArrayList<>();
		StringBuilder line = new StringBuilder();
		for (String word : text.split(" ")) {
			if (!line.isEmpty() && width(line + " " + word, size) > width) {
				lines.add(line.toString());
				line.setLength(0);
			}
			line.append(line.isEmpty() ? "" : " ").append(word);
		}
		lines.add(line.toString());
		return lines;
	}

}
