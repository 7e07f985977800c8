package io.estafette.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import io.estafette.document.PdfValues.MalformedException;

/**
 * Bounds a PDF before PDFBox sees it. Whatever its cross-references claim, a reader can
 * only find an object behind the word {@code obj}; so every such place is read strictly,
 * and every stream found there measured.
 */
final class PdfScan {

	private static final int HEADER_RANGE = 1024;

	private static final int TAIL_RANGE = 2048;

	private final byte[] pdf;

	private final InspectionBudget budget;

	private final List<PdfStream> streams = new ArrayList<>();

	private int objects;

	private boolean damaged;

	private boolean encrypted;

	private PdfScan(byte[] pdf, InspectionBudget budget) {
		this.pdf = pdf;
		this.budget = budget;
	}

	/**
	 * Checks the whole file.
	 * @return where the header is: 0, or further when other bytes stand before it
	 */
	static int check(byte[] pdf, InspectionBudget budget) {
		PdfScan scan = new PdfScan(pdf, budget);
		int header = scan.header();
		scan.readObjects();
		if (header < 0 || scan.objects == 0) {
			throw PdfProblem.NOT_A_PDF.refusal();
		}
		if (!scan.endsAsItShould()) {
			throw PdfProblem.DAMAGED_PDF.refusal();
		}
		if (scan.encrypted) {
			throw PdfProblem.ENCRYPTED_PDF.refusal();
		}
		if (scan.damaged) {
			throw PdfProblem.DAMAGED_PDF.refusal();
		}
		scan.measureStreams();
		return header;
	}

	private int header() {
		for (int i = 0; i < Math.min(HEADER_RANGE, this.pdf.length); i++) {
			if (PdfValues.startsWith(this.pdf, i, "%PDF-")) {
				return i;
			}
		}
		return -1;
	}

	/** A truncated file lacks its end: {@code startxref}, an offset, {@code %%EOF}. */
	private boolean endsAsItShould() {
		int end = lastIndexOf("%%EOF", this.pdf.length);
		int start = (end < 0) ? -1 : lastIndexOf("startxref", end);
		if (start < 0) {
			return false;
		}
		try {
			PdfValues values = new PdfValues(this.pdf, start + "startxref".length(), this.budget);
			long offset = values.nextInteger();
			values.skipBlanks();
			return offset > 0 && offset < start;
		}
		catch (MalformedException ex) {
			return false;
		}
	}

	private int lastIndexOf(String text, int before) {
		for (int i = before - text.length(); i >= Math.max(0, this.pdf.length - TAIL_RANGE); i--) {
			if (PdfValues.startsWith(this.pdf, i, text)) {
				return i;
			}
		}
		return -1;
	}

	private void readObjects() {
		// Whether this line, and the last one with more than digits, hold a comment: one
		// may stand between the numbers and the word.
		boolean comment = false;
		boolean commentBefore = false;
		boolean onlyDigits = true;
		long entries = 0;
		for (int i = 0; i < this.pdf.length; i++) {
			byte c = this.pdf[i];
			if (c == '\n' || c == '\r') {
				if (!onlyDigits) {
					commentBefore = comment;
				}
				comment = false;
				onlyDigits = true;
			}
			else if (!PdfValues.isBlank(c) && !PdfValues.isDigit(c)) {
				if (c == 'o' && PdfValues.startsWith(this.pdf, i, "obj")
						&& (followsNumbers(i) || (onlyDigits && commentBefore))) {
					readObject(i + 3);
				}
				else if (c == 't' && PdfValues.startsWith(this.pdf, i, "trailer")) {
					readTrailer(i + "trailer".length());
				}
				else if ((c == 'n' || c == 'f') && isEntry(i)) {
					entries++;
				}
				comment |= c == '%';
				onlyDigits = false;
			}
		}
		this.budget.objects(entries);
	}

	/** Whether the end of an entry of a cross-reference table stands here. */
	private boolean isEntry(int position) {
		return position >= 2 && PdfValues.isBlank(this.pdf[position - 1]) && PdfValues.isDigit(this.pdf[position - 2])
				&& (position + 1 == this.pdf.length || PdfValues.isBlank(this.pdf[position + 1]));
	}

	private boolean followsNumbers(int position) {
		int generation = skipBack(position, false);
		int blank = skipBack(generation, true);
		int number = skipBack(blank, false);
		return generation < position && blank < generation && number < blank;
	}

	/**
	 * Goes back over blanks (unless digits only) and then digits, or over blanks only.
	 */
	private int skipBack(int position, boolean blanksOnly) {
		int i = position;
		while (i > 0 && PdfValues.isBlank(this.pdf[i - 1])) {
			i--;
		}
		if (blanksOnly) {
			return i;
		}
		int end = i;
		while (i > 0 && PdfValues.isDigit(this.pdf[i - 1])) {
			i--;
		}
		return (i < end) ? i : position;
	}

	private void readObject(int position) {
		this.objects++;
		this.budget.object();
		PdfValues values = new PdfValues(this.pdf, position, this.budget);
		try {
			if (values.next() instanceof Map<?, ?> map) {
				@SuppressWarnings("unchecked")
				Map<String, Object> dictionary = (Map<String, Object>) map;
				values.skipBlanks();
				boolean stream = values.skip("stream");
				if (!stream) {
					values.skipWord();
				}
				skipLineBreak(values);
				PdfStream candidate = PdfStream.of(dictionary, values.position());
				// PDFBox reads a cross-reference stream without looking for the word.
				if (stream || candidate.entrySize() != null) {
					this.streams.add(candidate);
					this.encrypted |= candidate.entrySize() != null && dictionary.containsKey("Encrypt");
				}
			}
		}
		catch (MalformedException ex) {
			this.damaged = true;
		}
	}

	/** Where PDFBox takes the bytes to start. */
	private void skipLineBreak(PdfValues values) {
		int position = values.position();
		while (position < this.pdf.length && this.pdf[position] == ' ') {
			position++;
		}
		if (PdfValues.startsWith(this.pdf, position, "\r\n")) {
			position += 2;
		}
		else if (position < this.pdf.length && (this.pdf[position] == '\r' || this.pdf[position] == '\n')) {
			position++;
		}
		values.moveTo(position);
	}

	private void readTrailer(int position) {
		try {
			if (new PdfValues(this.pdf, position, this.budget).next() instanceof Map<?, ?> trailer) {
				this.encrypted |= trailer.containsKey("Encrypt");
			}
		}
		catch (MalformedException ex) {
			this.damaged = true;
		}
	}

	private void measureStreams() {
		PdfStreamDecoder decoder = new PdfStreamDecoder(this.pdf, this.budget);
		for (PdfStream stream : this.streams) {
			byte[] decoded = decoder.decode(stream);
			if (stream.entrySize() != null) {
				this.budget.objects(decoded.length / stream.entrySize());
			}
			if (stream.objects() != null) {
				readObjectStream(decoded, stream.objects());
			}
		}
	}

	/** Reads the objects as PDFBox does: sorted by their offsets, never going back. */
	private void readObjectStream(byte[] decoded, PdfStream.ObjectStream stream) {
		try {
			PdfValues values = new PdfValues(decoded, 0, this.budget);
			TreeSet<Long> offsets = new TreeSet<>();
			for (long i = 0; i < stream.count() && values.position() < stream.first() - 1; i++) {
				this.budget.object();
				values.nextInteger();
				offsets.add(values.nextInteger());
			}
			for (long offset : offsets) {
				long target = stream.first() + offset;
				if (target > values.position()) {
					values.moveTo((int) Math.min(target, decoded.length));
				}
				values.next();
			}
		}
		catch (MalformedException ex) {
			throw PdfProblem.DAMAGED_PDF.refusal();
		}
	}

}
