package io.estafette.samples;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionJavaScript;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionLaunch;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;

/** Files that must not be accepted, and some that only look as if. */
public final class HostilePdfs {

	private static final int LARGEST = 5_242_880;

	private static final int GIGABYTE = 1 << 30;

	private HostilePdfs() {
	}

	public static byte[] onePage() {
		return document((pdf) -> {
		});
	}

	public static byte[] textFile() {
		return "Ceci n'est pas un PDF.\n".repeat(50).getBytes(StandardCharsets.UTF_8);
	}

	public static byte[] htmlThatMentionsPdf() {
		return "<!DOCTYPE html><html><body>%PDF-1.7 is a header, %%EOF an end.</body></html>\n"
			.getBytes(StandardCharsets.UTF_8);
	}

	/** Opens without a password, yet its content is encrypted. */
	public static byte[] encryptedWithoutPassword() {
		return encrypted("");
	}

	public static byte[] encryptedWithPassword() {
		return encrypted("secret");
	}

	/** A valid PDF of exactly this many bytes. */
	public static byte[] ofSize(int size) {
		byte[] noise = new byte[size - 1000];
		new java.util.Random(1).nextBytes(noise);
		Raw shorter = new Raw().page().stream(10, "", noise);
		int missing = size - shorter.bytes().length;
		return new Raw().page().stream(10, "", Arrays.copyOf(noise, noise.length + missing)).bytes();
	}

	public static byte[] largestAllowed() {
		return ofSize(LARGEST);
	}

	public static byte[] oneByteTooLarge() {
		return ofSize(LARGEST + 1);
	}

	/** The first part of a PDF. */
	public static byte[] truncated(byte[] pdf, double part) {
		return Arrays.copyOf(pdf, (int) (pdf.length * part));
	}

	/** The offsets of the cross-references are one off. */
	public static byte[] wrongReferences() {
		return new String(onePageWithTable(), StandardCharsets.ISO_8859_1).replace("\n2 0 obj", "\n  2 0 obj")
			.getBytes(StandardCharsets.ISO_8859_1);
	}

	public static byte[] noPage() {
		return new Raw().object(1, "<</Type/Catalog/Pages 2 0 R>>").object(2, "<</Type/Pages/Count 0/Kids[]>>").bytes();
	}

	public static byte[] onePageWithTable() {
		return new Raw().page().bytes();
	}

	/** Bytes before the header, with offsets from the start of the file. */
	public static byte[] garbageBeforeHeader() {
		return new Raw("\r\n\r\nmail header, left over\r\n%PDF-1.7\n").page().bytes();
	}

	/** Bytes before the header, with offsets from the header. */
	public static byte[] garbageBeforeHeaderUncounted() {
		byte[] pdf = onePageWithTable();
		byte[] garbage = "left over\n".repeat(50).getBytes(StandardCharsets.US_ASCII);
		byte[] both = Arrays.copyOf(garbage, garbage.length + pdf.length);
		System.arraycopy(pdf, 0, both, garbage.length, pdf.length);
		return both;
	}

	/** Bombs and mazes: each would cost a reader minutes or gigabytes. */
	public static Map<String, byte[]> tooComplex() {
		byte[] gigabyte = deflated(GIGABYTE);
		byte[] tenth = deflated(GIGABYTE / 10);
		Map<String, byte[]> files = new LinkedHashMap<>();
		files.put("page content of 1 GB", new Raw().page().stream(10, "/Filter/FlateDecode", gigabyte).bytes());
		files.put("abbreviated and escaped filter", new Raw().page().stream(10, "/Fil#74er/#46l", gigabyte).bytes());
		files.put("wrong length", new Raw().page().rawStream(10, "/Filter/FlateDecode/Length 3", gigabyte).bytes());
		files.put("picture of 1 GB",
				new Raw().page()
					.stream(10, "/Subtype/Image/Width 40000/Height 9000/Filter[/FlateDecode]", gigabyte)
					.bytes());
		files.put("twice compressed",
				new Raw().page().stream(10, "/Filter[/FlateDecode/FlateDecode]", deflated(gigabyte)).bytes());
		files.put("hexadecimal and compressed",
				new Raw().page()
					.stream(10, "/Filter[/AHx/Fl]",
							java.util.HexFormat.of().formatHex(gigabyte).getBytes(StandardCharsets.US_ASCII))
					.bytes());
		files.put("twelve streams of 100 MB", twelve(tenth));
		files.put("filter written elsewhere",
				new Raw().page().object(11, "/FlateDecode").stream(10, "/Filter 11 0 R", gigabyte).bytes());
		files.put("object stream of 1 GB",
				new Raw().page().stream(10, "/Type/ObjStm/N 1/First 4/Filter/FlateDecode", gigabyte).bytes());
		files.put("object stream of small dictionaries",
				new Raw().page()
					.stream(10, "/Type/ObjStm/N 1/First 4/Filter/FlateDecode",
							deflated(("1 0 [" + "<<>>".repeat(1_900_000) + "]").getBytes(StandardCharsets.US_ASCII)))
					.bytes());
		files.put("object stream behind a predictor of 4 GB", new Raw().page()
			.stream(10, "/Type/ObjStm/N 1/First 4/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 2000000000>>",
					deflated(100))
			.bytes());
		files.put("cross-reference stream of 1 GB", crossReferences("/W[1 4 2]/Size 99", gigabyte));
		files.put("cross-references of no width", crossReferences("/W[0 0 0]/Size 2000000000", deflated(100)));
		files.put("eight million cross-references",
				crossReferences("/W[0 1 0]/Size 8000000/Index[0 8000000]", deflated(7_900_000)));
		files.put("cross-reference stream without its word",
				new String(crossReferences("/W[0 1 0]/Size 8000000", deflated(7_900_000)), StandardCharsets.ISO_8859_1)
					.replace(">>\nstream", ">>\nSTREAM")
					.getBytes(StandardCharsets.ISO_8859_1));
		files.put("nested arrays", new Raw().page().object(10, "[".repeat(100_000) + "]".repeat(100_000)).bytes());
		files.put("nested dictionaries in an object stream",
				new Raw().page()
					.stream(10, "/Type/ObjStm/N 1/First 4/Filter/FlateDecode",
							deflated(("1 0 " + "<</A".repeat(100_000) + " 1" + ">>".repeat(100_000))
								.getBytes(StandardCharsets.US_ASCII)))
					.bytes());
		files.put("objects laid over one another", overlaid());
		files.put("lengths that lead from one to the next", lengthChain());
		files.put("a billion pages", manyPages());
		files.put("LZW", new Raw().page().stream(10, "/Filter/LZWDecode", lzwBomb()).bytes());
		return files;
	}

	/** Soon read; yet to draw or to compare all that is there takes years. */
	public static Map<String, byte[]> costly() {
		Map<String, byte[]> files = new LinkedHashMap<>();
		files.put("forms within forms", formsWithinForms());
		files.put("a page of 14,000 points",
				new Raw().object(1, "<</Type/Catalog/Pages 2 0 R>>")
					.object(2, "<</Type/Pages/Count 1/Kids[3 0 R]>>")
					.object(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 14000 14000]/Contents 10 0 R>>")
					.stream(10, "", "0 0 14000 14000 re f".getBytes(StandardCharsets.US_ASCII))
					.bytes());
		files.put("everything under every name", everythingUnderEveryName());
		files.put("the same notes on every page", sameNotesOnEveryPage());
		return files;
	}

	/** Nine levels, each of which draws the next one twenty times. */
	private static byte[] formsWithinForms() {
		byte[] twenty = "/F Do ".repeat(20).getBytes(StandardCharsets.US_ASCII);
		Raw raw = new Raw().object(1, "<</Type/Catalog/Pages 2 0 R>>")
			.object(2, "<</Type/Pages/Count 1/Kids[3 0 R]>>")
			.object(3,
					"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 10 0 R"
							+ "/Resources<</XObject<</F 11 0 R>>>>>>")
			.stream(10, "", twenty);
		for (int level = 11; level < 20; level++) {
			raw.stream(level,
					"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</F " + (level + 1) + " 0 R>>>>",
					twenty);
		}
		return raw
			.stream(20, "/Type/XObject/Subtype/Form/BBox[0 0 595 842]",
					"0 0 100 100 re f".getBytes(StandardCharsets.US_ASCII))
			.bytes();
	}

	private static byte[] everythingUnderEveryName() {
		int most = 500;
		StringBuilder names = new StringBuilder("<<");
		for (int i = 0; i < most; i++) {
			names.append("/N").append(i).append(' ').append(100 + i).append(" 0 R");
		}
		String all = names.append(">>").toString();
		Raw raw = new Raw().object(1, "<</Type/Catalog/Pages 2 0 R/All 100 0 R>>")
			.object(2, "<</Type/Pages/Count 1/Kids[3 0 R]>>")
			.object(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>");
		for (int i = 0; i < most; i++) {
			raw.object(100 + i, all);
		}
		return raw.bytes();
	}

	private static byte[] sameNotesOnEveryPage() {
		int pages = 1_000;
		StringBuilder notes = new StringBuilder("[");
		for (int i = 0; i < 4_000; i++) {
			notes.append("<</Subtype/Text/Rect[%d 0 %d.5 1]>>".formatted(2 * i, 2 * i));
		}
		Raw raw = new Raw().object(1, "<</Type/Catalog/Pages 2 0 R>>").object(3, notes.append("]").toString());
		StringBuilder kids = new StringBuilder();
		for (int page = 10; page < 10 + pages; page++) {
			raw.object(page, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Annots 3 0 R>>");
			kids.append(page).append(" 0 R ");
		}
		return raw.object(2, "<</Type/Pages/Count " + pages + "/Kids[" + kids + "]>>").bytes();
	}

	/** Files whose parts lead back to themselves. */
	public static Map<String, byte[]> circles() {
		Map<String, byte[]> files = new LinkedHashMap<>();
		files.put("page tree",
				new Raw().object(1, "<</Type/Catalog/Pages 2 0 R>>")
					.object(2, "<</Type/Pages/Count 1/Kids[3 0 R]>>")
					.object(3, "<</Type/Pages/Count 1/Kids[2 0 R]>>")
					.bytes());
		Raw loop = new Raw().page();
		int reference = loop.size();
		files.put("cross-references", loop.trailer("/Prev " + reference).bytes());
		files.put("length", new Raw().page().rawStream(10, "/Length 10 0 R", new byte[10]).bytes());
		return files;
	}

	public static Map<String, byte[]> active() {
		Map<String, byte[]> files = new LinkedHashMap<>();
		files.put("script at opening",
				document((pdf) -> pdf.getDocumentCatalog().setOpenAction(new PDActionJavaScript("app.alert('!')"))));
		files.put("named script", new Raw()
			.object(1, "<</Type/Catalog/Pages 2 0 R/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(app)>>]>>>>>>")
			.object(2, "<</Type/Pages/Count 1/Kids[3 0 R]>>")
			.object(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>")
			.bytes());
		files.put("script of a page",
				new Raw().object(1, "<</Type/Catalog/Pages 2 0 R>>")
					.object(2, "<</Type/Pages/Count 1/Kids[3 0 R]>>")
					.object(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/AA<</O<</S/J#61vaScript/JS(app)>>>>>>")
					.bytes());
		files.put("launch from a link", document((pdf) -> {
			PDActionLaunch launch = new PDActionLaunch();
			launch.setF("cmd.exe");
			PDAnnotationLink link = new PDAnnotationLink();
			link.setAction(launch);
			annotate(pdf, link.getCOSObject());
		}));
		files.put("attached file", document(HostilePdfs::embed));
		files.put("attached file of an annotation", document((pdf) -> {
			COSDictionary annotation = new COSDictionary();
			annotation.setName(COSName.TYPE, "Annot");
			annotation.setName(COSName.SUBTYPE, "FileAttachment");
			annotate(pdf, annotation);
		}));
		files.put("XFA form", document((pdf) -> {
			COSDictionary form = new COSDictionary();
			form.setItem(COSName.FIELDS, new COSArray());
			form.setItem(COSName.XFA, new org.apache.pdfbox.cos.COSString("<xdp/>"));
			pdf.getDocumentCatalog().getCOSObject().setItem(COSName.ACRO_FORM, form);
		}));
		files.put("rich media", document((pdf) -> {
			COSDictionary annotation = new COSDictionary();
			annotation.setName(COSName.SUBTYPE, "RichMedia");
			annotate(pdf, annotation);
		}));
		return files;
	}

	/** Carries a signature; what it signs does not matter here. */
	public static byte[] signed() {
		try (PDDocument pdf = org.apache.pdfbox.Loader.loadPDF(onePage());
				ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
			PDSignature signature = new PDSignature();
			signature.setFilter(PDSignature.FILTER_ADOBE_PPKLITE);
			signature.setSubFilter(PDSignature.SUBFILTER_ADBE_PKCS7_DETACHED);
			signature.setName("Un autre");
			signature.setSignDate(Calendar.getInstance());
			pdf.addSignature(signature, (InputStream content) -> new byte[] { 48, 0 });
			pdf.saveIncremental(bytes);
			return bytes.toByteArray();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static byte[] document(Consumer<PDDocument> change) {
		try (PDDocument pdf = new PDDocument(); ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
			pdf.addPage(new PDPage());
			change.accept(pdf);
			pdf.save(bytes);
			return bytes.toByteArray();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static byte[] encrypted(String password) {
		return document((pdf) -> {
			try {
				StandardProtectionPolicy policy = new StandardProtectionPolicy("owner", password,
						new AccessPermission());
				policy.setEncryptionKeyLength(128);
				pdf.protect(policy);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		});
	}

	private static void embed(PDDocument pdf) {
		try {
			PDComplexFileSpecification file = new PDComplexFileSpecification();
			file.setFile("macro.docm");
			file.setEmbeddedFile(new PDEmbeddedFile(pdf,
					new java.io.ByteArrayInputStream("PK".getBytes(StandardCharsets.US_ASCII))));
			PDEmbeddedFilesNameTreeNode tree = new PDEmbeddedFilesNameTreeNode();
			tree.setNames(Map.of("macro", file));
			PDDocumentNameDictionary names = new PDDocumentNameDictionary(pdf.getDocumentCatalog());
			names.setEmbeddedFiles(tree);
			pdf.getDocumentCatalog().setNames(names);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void annotate(PDDocument pdf, COSDictionary annotation) {
		COSArray annotations = new COSArray();
		annotations.add(annotation);
		pdf.getPage(0).getCOSObject().setItem(COSName.ANNOTS, annotations);
	}

	private static byte[] twelve(byte[] stream) {
		Raw raw = new Raw().page();
		for (int i = 0; i < 12; i++) {
			raw.stream(10 + i, "/Subtype/Image/Width 1/Height 1/Filter/FlateDecode", stream);
		}
		return raw.bytes();
	}

	/** Every object is an array that opens one more before it ends. */
	private static byte[] overlaid() {
		Raw raw = new Raw().page();
		for (int i = 0; i < 2_000; i++) {
			raw.open(10 + i, "[(");
		}
		raw.text("0 ".repeat(1_000_000) + ")]" + "endobj\n");
		return raw.bytes();
	}

	private static byte[] lengthChain() {
		Raw raw = new Raw().page();
		for (int i = 0; i < 50_000; i++) {
			raw.rawStream(10 + i, "/Length " + (11 + i) + " 0 R", new byte[0]);
		}
		return raw.object(4, "[10 0 R]").trailer("/Info 10 0 R").bytes();
	}

	private static byte[] manyPages() {
		Raw raw = new Raw().object(1, "<</Type/Catalog/Pages 2 0 R>>");
		for (int level = 2; level < 6; level++) {
			raw.object(level, "<</Type/Pages/Count 1000000000/Kids[" + ((level + 1) + " 0 R ").repeat(12_000) + "]>>");
		}
		return raw.object(6, "<</Type/Page/MediaBox[0 0 595 842]>>").bytes();
	}

	/** Codes of twelve bits, each as long as the table allows. */
	private static byte[] lzwBomb() {
		StringBuilder bits = new StringBuilder();
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		int size = 258;
		appendBits(bits, 256, 9);
		appendBits(bits, 65, 9);
		int width = 9;
		for (int i = 0; i < 300_000; i++) {
			int code = Math.min(size, 4095);
			appendBits(bits, code, width);
			if (size < 4096) {
				size++;
			}
			width = (size >= 2047) ? 12 : (size >= 1023) ? 11 : (size >= 511) ? 10 : 9;
			int whole = bits.length() / 8;
			for (int b = 0; b < whole; b++) {
				bytes.write(Integer.parseInt(bits.substring(b * 8, b * 8 + 8), 2));
			}
			bits.delete(0, whole * 8);
		}
		return bytes.toByteArray();
	}

	private static void appendBits(StringBuilder bits, int code, int width) {
		String text = Integer.toBinaryString(code);
		bits.append("0".repeat(width - text.length())).append(text);
	}

	private static byte[] crossReferences(String entries, byte[] deflated) {
		Raw raw = new Raw().page();
		int start = raw.size();
		raw.stream(10, "/Type/XRef/Root 1 0 R/Filter/FlateDecode" + entries, deflated);
		raw.text("startxref\n" + start + "\n%%EOF\n");
		return raw.unfinished();
	}

	/** This many zeros, deflated. */
	private static byte[] deflated(int zeros) {
		byte[] block = new byte[1 << 20];
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (OutputStream out = new DeflaterOutputStream(bytes, new Deflater(Deflater.BEST_COMPRESSION))) {
			for (int left = zeros; left > 0; left -= block.length) {
				out.write(block, 0, Math.min(left, block.length));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

	private static byte[] deflated(byte[] content) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (OutputStream out = new DeflaterOutputStream(bytes)) {
			out.write(content);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

	/** A PDF written by hand, with the table of its cross-references. */
	static final class Raw {

		private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

		private final Map<Integer, Integer> offsets = new java.util.TreeMap<>();

		private String trailer = "";

		Raw() {
			this("%PDF-1.7\n");
		}

		Raw(String header) {
			text(header);
		}

		Raw page() {
			return object(1, "<</Type/Catalog/Pages 2 0 R>>").object(2, "<</Type/Pages/Count 1/Kids[3 0 R]>>")
				.object(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 10 0 R>>");
		}

		Raw object(int number, String value) {
			return open(number, value).text("\nendobj\n");
		}

		Raw open(int number, String value) {
			this.offsets.put(number, size());
			return text(number + " 0 obj\n" + value);
		}

		Raw stream(int number, String dictionary, byte[] content) {
			return rawStream(number, dictionary + "/Length " + content.length, content);
		}

		Raw rawStream(int number, String dictionary, byte[] content) {
			open(number, "<<" + dictionary + ">>\nstream\n");
			this.bytes.writeBytes(content);
			return text("\nendstream\nendobj\n");
		}

		Raw trailer(String entries) {
			this.trailer = entries;
			return this;
		}

		Raw text(String text) {
			this.bytes.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
			return this;
		}

		int size() {
			return this.bytes.size();
		}

		byte[] unfinished() {
			return this.bytes.toByteArray();
		}

		byte[] bytes() {
			int start = size();
			StringBuilder table = new StringBuilder("xref\n0 1\n0000000000 65535 f \n");
			List<Integer> numbers = new ArrayList<>(this.offsets.keySet());
			for (int number : numbers) {
				table.append(number).append(" 1\n").append("%010d 00000 n \n".formatted(this.offsets.get(number)));
			}
			text(table + "trailer\n<</Root 1 0 R/Size " + (numbers.getLast() + 1) + this.trailer + ">>\nstartxref\n"
					+ start + "\n%%EOF\n");
			return unfinished();
		}

	}

}
