package io.estafette.document;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the values of a PDF's syntax from bytes, strictly and within a budget: what it
 * accepts, PDFBox reads the same way. It is used before PDFBox, which repairs what it
 * cannot read and sets no bounds.
 */
final class PdfValues {

	/** A name, without its slash. */
	record Name(String text) {
	}

	/** A reference to an indirect object. */
	record Reference(long number) {
	}

	/** Anything whose value does not matter: strings, reals, booleans, null. */
	enum Other {

		STRING, REAL, KEYWORD

	}

	/** These bytes are no value, or one that readers understand differently. */
	static final class MalformedException extends Exception {

		MalformedException() {
			super("Not a value", null, false, false);
		}

	}

	private final byte[] bytes;

	private final InspectionBudget budget;

	private int position;

	PdfValues(byte[] bytes, int position, InspectionBudget budget) {
		this.bytes = bytes;
		this.position = position;
		this.budget = budget;
	}

	int position() {
		return this.position;
	}

	void moveTo(int target) {
		this.position = target;
	}

	/** The next value: Map, List, Name, Long, Reference or Other. */
	Object next() throws MalformedException {
		int start = this.position;
		try {
			return value(0);
		}
		finally {
			this.budget.valueBytes(this.position - start);
		}
	}

	/** The next value, which must be an integer. */
	long nextInteger() throws MalformedException {
		if (next() instanceof Long integer) {
			return integer;
		}
		throw new MalformedException();
	}

	void skipBlanks() {
		while (this.position < this.bytes.length) {
			int c = peek();
			if (c == '%') {
				while (this.position < this.bytes.length && peek() != '\n' && peek() != '\r') {
					this.position++;
				}
			}
			else if (isBlank(c)) {
				this.position++;
			}
			else {
				return;
			}
		}
	}

	/** Skips what must come next, or leaves the position. */
	boolean skip(String keyword) {
		if (!startsWith(this.bytes, this.position, keyword)) {
			return false;
		}
		this.position += keyword.length();
		return true;
	}

	/** Skips one run of regular characters. */
	void skipWord() {
		while (this.position < this.bytes.length && isRegular(peek())) {
			this.position++;
		}
	}

	private Object value(int depth) throws MalformedException {
		InspectionBudget.require(depth <= InspectionBudget.DEEPEST);
		this.budget.value();
		skipBlanks();
		int c = peek();
		return switch (c) {
			case '<' -> startsWith(this.bytes, this.position, "<<") ? dictionary(depth) : hexadecimalString();
			case '[' -> array(depth);
			case '(' -> string();
			case '/' -> name();
			default -> isNumberPart(c) ? number() : keyword();
		};
	}

	private Map<String, Object> dictionary(int depth) throws MalformedException {
		this.budget.container();
		this.position += 2;
		Map<String, Object> entries = new LinkedHashMap<>();
		while (true) {
			skipBlanks();
			if (skip(">>")) {
				return entries;
			}
			if (peek() != '/') {
				throw new MalformedException();
			}
			String key = name().text();
			Object value = value(depth + 1);
			skipBlanks();
			if (value instanceof Long number && isDigit(peek())) {
				if (!(number() instanceof Long)) {
					throw new MalformedException();
				}
				skipBlanks();
				if (!skip("R")) {
					throw new MalformedException();
				}
				value = new Reference(number);
			}
			if (entries.put(key, value) != null) {
				// Readers differ in which of two they take.
				throw new MalformedException();
			}
		}
	}

	private List<Object> array(int depth) throws MalformedException {
		this.budget.container();
		this.position++;
		List<Object> items = new ArrayList<>();
		while (true) {
			skipBlanks();
			if (skip("]")) {
				return items;
			}
			if (peek() == 'R') {
				this.position++;
				int size = items.size();
				if (size < 2 || !(items.remove(size - 1) instanceof Long)
						|| !(items.remove(size - 2) instanceof Long number)) {
					throw new MalformedException();
				}
				items.add(new Reference(number));
			}
			else {
				items.add(value(depth + 1));
			}
		}
	}

	private Other string() throws MalformedException {
		int open = 0;
		do {
			int c = peek();
			this.position++;
			switch (c) {
				case -1 -> throw new MalformedException();
				case '\\' -> this.position++;
				case '(' -> open++;
				case ')' -> {
					open--;
					// PDFBox repairs a missing parenthesis here and would read on
					// outside.
					if (open > 0 && closesAfterLineBreak()) {
						throw new MalformedException();
					}
				}
				default -> {
				}
			}
		}
		while (open > 0);
		return Other.STRING;
	}

	private boolean closesAfterLineBreak() {
		int next = this.position;
		while (next < this.bytes.length && (this.bytes[next] == '\r' || this.bytes[next] == '\n')) {
			next++;
		}
		return next > this.position && next < this.bytes.length && (this.bytes[next] == '/' || this.bytes[next] == '>');
	}

	private Other hexadecimalString() throws MalformedException {
		this.position++;
		while (peek() != '>') {
			if (Character.digit(peek(), 16) < 0 && !isBlank(peek())) {
				throw new MalformedException();
			}
			this.position++;
		}
		this.position++;
		return Other.STRING;
	}

	private Name name() throws MalformedException {
		this.position++;
		StringBuilder text = new StringBuilder();
		while (this.position < this.bytes.length && isRegular(peek())) {
			int c = peek();
			this.position++;
			if (c == '#' && this.position + 1 < this.bytes.length) {
				int high = Character.digit(this.bytes[this.position], 16);
				int low = Character.digit(this.bytes[this.position + 1], 16);
				if (high >= 0 && low >= 0) {
					c = high * 16 + low;
					this.position += 2;
				}
			}
			text.append((char) c);
		}
		return this.budget.name(text.toString());
	}

	private Object number() throws MalformedException {
		int start = this.position;
		while (isNumberPart(peek())) {
			this.position++;
		}
		if (isRegular(peek()) && peek() != 'R') {
			throw new MalformedException();
		}
		String text = new String(this.bytes, start, Math.min(this.position - start, 20), StandardCharsets.ISO_8859_1);
		try {
			return Long.valueOf(text);
		}
		catch (NumberFormatException ex) {
			return Other.REAL;
		}
	}

	private Other keyword() throws MalformedException {
		int start = this.position;
		skipWord();
		int length = this.position - start;
		if ((length == 4 && (startsWith(this.bytes, start, "true") || startsWith(this.bytes, start, "null")))
				|| (length == 5 && startsWith(this.bytes, start, "false"))) {
			return Other.KEYWORD;
		}
		throw new MalformedException();
	}

	private int peek() {
		return (this.position < this.bytes.length) ? this.bytes[this.position] & 0xff : -1;
	}

	static boolean startsWith(byte[] bytes, int offset, String text) {
		if (offset < 0 || offset + text.length() > bytes.length) {
			return false;
		}
		for (int i = 0; i < text.length(); i++) {
			if (bytes[offset + i] != text.charAt(i)) {
				return false;
			}
		}
		return true;
	}

	static boolean isBlank(int c) {
		return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0;
	}

	static boolean isDigit(int c) {
		return c >= '0' && c <= '9';
	}

	private static boolean isNumberPart(int c) {
		return isDigit(c) || c == '-' || c == '+' || c == '.';
	}

	private static boolean isRegular(int c) {
		return c != -1 && !isBlank(c) && "()<>[]{}/%".indexOf(c) < 0;
	}

}
