package io.estafette.sealing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.estafette.sealing.SealCheck.Fault;

/**
 * What a PDF signature covers: the whole file but a hole, in which the signature itself
 * stands in hexadecimal digits.
 *
 * @param hole where the hole begins, with its opening bracket
 * @param afterHole where the rest begins, behind the closing bracket
 * @param rest how many bytes that is
 */
record SignedRange(int hole, int afterHole, int rest) {

	private static final byte[] KEY = "/ByteRange".getBytes(StandardCharsets.US_ASCII);

	private static final int LONGEST_VALUE = 100;

	/** No seal comes near it; what is in a hole is parsed before it is trusted. */
	private static final int LARGEST_HOLE = 131_072;

	private static final Pattern VALUE = Pattern.compile(
			"\\s{0,5}\\[\\s{0,5}0\\s{1,5}(\\d{1,9})\\s{1,5}(\\d{1,9})\\s{1,5}(\\d{1,9})\\s{0,50}].*", Pattern.DOTALL);

	/** Finds the last one of the file, which must leave out nothing but its signature. */
	static SignedRange last(byte[] pdf) throws BrokenSealException {
		for (int i = pdf.length - KEY.length; i >= 0; i--) {
			if (Arrays.equals(pdf, i, i + KEY.length, KEY, 0, KEY.length)) {
				return read(pdf, i + KEY.length);
			}
		}
		throw new BrokenSealException(Fault.NO_SIGNATURE, null);
	}

	private static SignedRange read(byte[] pdf, int start) throws BrokenSealException {
		String text = new String(pdf, start, Math.min(LONGEST_VALUE, pdf.length - start), StandardCharsets.US_ASCII);
		Matcher value = VALUE.matcher(text);
		if (!value.matches()) {
			throw new BrokenSealException(Fault.CHANGED, null);
		}
		SignedRange range = new SignedRange(Integer.parseInt(value.group(1)), Integer.parseInt(value.group(2)),
				Integer.parseInt(value.group(3)));
		if (range.afterHole < range.hole + 2 || (long) range.afterHole + range.rest != pdf.length
				|| pdf[range.hole] != '<' || pdf[range.afterHole - 1] != '>') {
			throw new BrokenSealException(Fault.NOT_THE_WHOLE_FILE, null);
		}
		if (range.afterHole - range.hole > LARGEST_HOLE) {
			throw new BrokenSealException(Fault.CHANGED, null);
		}
		return range;
	}

	/** The SHA-256 of what is covered. */
	byte[] digest(byte[] pdf) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			digest.update(pdf, 0, this.hole);
			digest.update(pdf, this.afterHole, this.rest);
			return digest.digest();
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** What stands in the hole, which must be written as we write it. */
	byte[] signature(byte[] pdf) throws BrokenSealException {
		String written = new String(pdf, this.hole + 1, this.afterHole - this.hole - 2, StandardCharsets.ISO_8859_1);
		try {
			byte[] signature = HexFormat.of().parseHex(written);
			if (!HexFormat.of().formatHex(signature).equals(written)) {
				throw new BrokenSealException(Fault.CHANGED, null);
			}
			return signature;
		}
		catch (IllegalArgumentException ex) {
			throw new BrokenSealException(Fault.CHANGED, ex);
		}
	}

	int[] toArray() {
		return new int[] { 0, this.hole, this.afterHole, this.rest };
	}

}
