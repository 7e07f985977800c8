package io.estafette.document;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.estafette.document.PdfValues.Name;

/**
 * What one inspection may cost, whatever the file. The figures are several times what the
 * largest honest PDF of 5 MB needs, and keep two hostile ones within 250 MB.
 */
final class InspectionBudget {

	static final int MOST_PAGES = 10_000;

	/** Deepest nesting of arrays and dictionaries. */
	static final int DEEPEST = 100;

	/** Most indirect objects, and most entries of cross-reference tables and streams. */
	private static final int MOST_OBJECTS = 250_000;

	/** Most values (numbers, names, strings, arrays, dictionaries) in the file. */
	private static final int MOST_VALUES = 1_000_000;

	/** Most of them that hold others: PDFBox needs over 200 bytes for each. */
	private static final int MOST_CONTAINERS = 250_000;

	/** Most different names: PDFBox keeps each in a cache. */
	private static final int MOST_NAMES = 50_000;

	/** Most bytes read as values: objects laid over one another are read many times. */
	private static final long MOST_VALUE_BYTES = 48_000_000;

	/** Most bytes of one object or cross-reference stream, which is held in memory. */
	private static final long LARGEST_STRUCTURE = 8_000_000;

	/** Most bytes of all object and cross-reference streams. */
	private static final long MOST_STRUCTURE = 32_000_000;

	/** Most bytes of one image: a page scanned in colour at 600 dpi is 104 MB. */
	private static final long LARGEST_IMAGE = 128_000_000;

	/** Most bytes of one other stream: page contents, fonts. */
	private static final long LARGEST_STREAM = 64_000_000;

	/** Most bytes of all streams. */
	private static final long MOST_INFLATED = 512_000_000;

	private static final Duration LONGEST = Duration.ofSeconds(15);

	private final long start = System.nanoTime();

	private int objects;

	private int values;

	private int containers;

	private final Map<String, Name> names = new HashMap<>();

	private long valueBytes;

	private long structure;

	private long inflated;

	void object() {
		require(++this.objects <= MOST_OBJECTS);
	}

	void objects(long count) {
		require(count <= MOST_OBJECTS - this.objects);
		this.objects += (int) count;
	}

	void value() {
		require(++this.values <= MOST_VALUES);
		if (this.values % 1024 == 0) {
			time();
		}
	}

	void container() {
		require(++this.containers <= MOST_CONTAINERS);
	}

	/** The name, one object for all its occurrences. */
	Name name(String text) {
		Name name = this.names.computeIfAbsent(text, Name::new);
		require(this.names.size() <= MOST_NAMES);
		return name;
	}

	void valueBytes(long count) {
		this.valueBytes += count;
		require(this.valueBytes <= MOST_VALUE_BYTES);
	}

	/** How many bytes this stream may give. */
	long allowance(PdfStream stream) {
		long largest = stream.isStructure() ? Math.min(LARGEST_STRUCTURE, MOST_STRUCTURE - this.structure)
				: stream.image() ? LARGEST_IMAGE : LARGEST_STREAM;
		return Math.min(largest, MOST_INFLATED - this.inflated);
	}

	/** Records how many it gave, within its allowance. */
	void inflated(PdfStream stream, long count) {
		this.inflated += count;
		if (stream.isStructure()) {
			this.structure += count;
		}
		time();
	}

	void time() {
		require(System.nanoTime() - this.start <= LONGEST.toNanos());
	}

	static void require(boolean bounded) {
		if (!bounded) {
			throw PdfProblem.TOO_COMPLEX.refusal();
		}
	}

}
