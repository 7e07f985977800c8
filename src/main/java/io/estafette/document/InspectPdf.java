package io.estafette.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.estafette.platform.Refusal;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdfparser.PDFParser;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.springframework.stereotype.Service;

/**
 * Decides whether an uploaded file is a PDF that can be delivered, sealed or signed (F5).
 * Hostile files are bounded in memory and time before a PDF library sees them.
 */
@Service
public class InspectPdf {

	/** Largest file, in bytes. */
	public static final long LARGEST = 5_242_880;

	/**
	 * Largest file to be checked: what is delivered may be larger by a seal and a page.
	 */
	private static final long LARGEST_DELIVERED = 20_971_520;

	/** Inspections at a time, on any machine: each may need 100 MB for a hostile file. */
	private static final int MOST_AT_A_TIME = 2;

	private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

	private final Semaphore places = new Semaphore(MOST_AT_A_TIME, true);

	/**
	 * What is known of an accepted PDF.
	 *
	 * @param size in bytes
	 * @param activeContent whether it holds scripts, launch actions, embedded files, rich
	 * media or XFA; only a simple document may
	 * @param alreadySigned whether it carries a signature; only a simple document may
	 */
	public record Findings(long size, int pages, boolean activeContent, boolean alreadySigned) {
	}

	/**
	 * Inspects it.
	 * @param file the bytes, whatever they are called
	 * @throws Refusal with the name of a {@link PdfProblem} as its code, or
	 * TOO_MANY_UPLOADS when too many are inspected: try again later
	 */
	public Findings of(Path file, DocumentType type) {
		return of(file, type, LARGEST);
	}

	/**
	 * Inspects a file that is not taken in, but only looked at: it may be as large as any
	 * upload, for sealing and signing have added to it.
	 * @throws Refusal as above
	 */
	public Findings ofDelivered(Path file) {
		return of(file, DocumentType.SIMPLE, LARGEST_DELIVERED);
	}

	private Findings of(Path file, DocumentType type, long largest) {
		try {
			long size = Files.size(file);
			if (size == 0) {
				throw PdfProblem.EMPTY_FILE.refusal();
			}
			if (size > largest) {
				throw PdfProblem.TOO_LARGE.refusal();
			}
			takePlace();
			try {
				byte[] pdf = Files.readAllBytes(file);
				Findings findings = inspect(pdf);
				PdfRules.checkStart(type, pdf);
				PdfRules.checkType(type, findings.activeContent(), findings.alreadySigned());
				return findings;
			}
			finally {
				this.places.release();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Waits for a place, though not for ever: callers hold a database connection. */
	private void takePlace() {
		try {
			if (!this.places.tryAcquire(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS)) {
				throw new Refusal(Refusal.Kind.CONFLICT, "TOO_MANY_UPLOADS");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new Refusal(Refusal.Kind.CONFLICT, "TOO_MANY_UPLOADS");
		}
	}

	private static Findings inspect(byte[] pdf) {
		InspectionBudget budget = new InspectionBudget();
		try {
			int header = PdfScan.check(pdf, budget);
			return inspect(withValidReferences(pdf, header, budget), pdf.length, budget);
		}
		catch (InvalidPasswordException ex) {
			throw PdfProblem.ENCRYPTED_PDF.refusal();
		}
		catch (StackOverflowError ex) {
			throw PdfProblem.TOO_COMPLEX.refusal();
		}
		catch (Refusal ex) {
			throw ex;
		}
		catch (IOException | RuntimeException ex) {
			// PDFBox also answers malformed files with exceptions of the language.
			throw PdfProblem.DAMAGED_PDF.refusal();
		}
	}

	/**
	 * The bytes in which the cross-references are right: all, or those from the header on
	 * when offsets are counted from there. PDFBox would guess where they are wrong, and
	 * then a truncated file passes for a shorter one.
	 */
	private static byte[] withValidReferences(byte[] pdf, int header, InspectionBudget budget) throws IOException {
		if (header == 0 || hasValidReferences(pdf, budget)) {
			requireValidReferences(pdf, budget);
			return pdf;
		}
		byte[] fromHeader = Arrays.copyOfRange(pdf, header, pdf.length);
		requireValidReferences(fromHeader, budget);
		return fromHeader;
	}

	private static boolean hasValidReferences(byte[] pdf, InspectionBudget budget) {
		try {
			requireValidReferences(pdf, budget);
			return true;
		}
		catch (Refusal ex) {
			throw ex;
		}
		catch (IOException | RuntimeException ex) {
			return false;
		}
	}

	private static void requireValidReferences(byte[] pdf, InspectionBudget budget) throws IOException {
		try (PDDocument strict = new PDFParser(new TimedRead(pdf, budget)).parse(false)) {
			for (Map.Entry<COSObjectKey, Long> entry : strict.getDocument().getXrefTable().entrySet()) {
				if (entry.getValue() > 0 && !isObject(pdf, entry.getValue(), entry.getKey().getNumber(), budget)) {
					throw new IOException("No object " + entry.getKey() + " at " + entry.getValue());
				}
			}
		}
	}

	private static boolean isObject(byte[] pdf, long offset, long number, InspectionBudget budget) {
		if (offset >= pdf.length) {
			return false;
		}
		try {
			PdfValues values = new PdfValues(pdf, (int) offset, budget);
			boolean numbered = values.nextInteger() == number && values.nextInteger() >= 0;
			values.skipBlanks();
			return numbered && values.skip("obj");
		}
		catch (PdfValues.MalformedException ex) {
			return false;
		}
	}

	private static Findings inspect(byte[] pdf, long size, InspectionBudget budget) throws IOException {
		try (PDDocument document = new PDFParser(new TimedRead(pdf, budget)).parse()) {
			if (document.isEncrypted()) {
				throw PdfProblem.ENCRYPTED_PDF.refusal();
			}
			PdfContents contents = new PdfContents(document.getDocument(), budget);
			int pages = contents.pages();
			if (pages == 0) {
				throw PdfProblem.NO_PAGE.refusal();
			}
			return new Findings(size, pages, contents.isActive(), contents.isSigned());
		}
	}

	/** Ends PDFBox's search when the time is over. */
	private static final class TimedRead extends RandomAccessReadBuffer {

		private final InspectionBudget budget;

		private int reads;

		TimedRead(byte[] pdf, InspectionBudget budget) {
			super(pdf);
			this.budget = budget;
		}

		@Override
		public int read() throws IOException {
			if (++this.reads % 1024 == 0) {
				this.budget.time();
			}
			return super.read();
		}

		@Override
		public int read(byte[] target, int offset, int length) throws IOException {
			this.budget.time();
			return super.read(target, offset, length);
		}

		@Override
		public void seek(long position) throws IOException {
			this.budget.time();
			super.seek(position);
		}

	}

}
