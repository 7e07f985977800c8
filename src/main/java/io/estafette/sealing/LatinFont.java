package io.estafette.sealing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.Normalizer;

import com.anyascii.AnyAscii;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * The font of what we write into PDFs: Liberation Sans, as PDFBox brings it, for Latin,
 * Greek and Cyrillic letters. It is embedded, so that a page looks the same everywhere.
 */
final class LatinFont {

	private static final byte[] BYTES = read();

	private LatinFont() {
	}

	static byte[] bytes() {
		return BYTES;
	}

	/** The font in a document, only with the letters that are used there. */
	static PDType0Font in(PDDocument pdf) throws IOException {
		return PDType0Font.load(pdf, new ByteArrayInputStream(BYTES), true);
	}

	/**
	 * The text with only letters that the font has: others without their accents, or else
	 * in Latin letters. A font for all scripts would be larger than the application.
	 */
	static String writable(String text) {
		StringBuilder writable = new StringBuilder();
		composed(text).codePoints().forEach((letter) -> {
			if (letter == '\n' || has(letter)) {
				writable.appendCodePoint(letter);
				return;
			}
			String plain = withoutAccents(letter);
			writable.append((!plain.isEmpty() && plain.codePoints().allMatch(LatinFont::has)) ? plain
					: AnyAscii.transliterate(letter));
		});
		return writable.toString();
	}

	/** Whether the text cannot be written as it is. */
	static boolean isTranscribed(String text) {
		return !writable(text).equals(composed(text));
	}

	private static String composed(String text) {
		return Normalizer.normalize(text, Normalizer.Form.NFC);
	}

	private static String withoutAccents(int letter) {
		return Normalizer.normalize(Character.toString(letter), Normalizer.Form.NFKD)
			.codePoints()
			.filter((part) -> Character.getType(part) != Character.NON_SPACING_MARK)
			.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
			.toString();
	}

	private static boolean has(int letter) {
		return Letters.LOOKUP.getGlyphId(letter) != 0;
	}

	private static byte[] read() {
		try (InputStream in = PDDocument.class
			.getResourceAsStream("/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf")) {
			if (in == null) {
				throw new IllegalStateException("PDFBox no longer brings Liberation Sans");
			}
			return in.readAllBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static final class Letters {

		static final CmapLookup LOOKUP = lookup();

		private static CmapLookup lookup() {
			try {
				TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(BYTES));
				return font.getUnicodeCmapLookup();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
