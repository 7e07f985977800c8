package io.estafette.document;

import io.estafette.platform.Refusal;

/** What a document may be called (F7): words for people, never a path. */
public final class DocumentNames {

	private static final int LONGEST_NAME = 150;

	private static final int LONGEST_FILE_NAME = 255;

	private DocumentNames() {
	}

	/**
	 * The name that a file proposes: without its ending, and no longer than a name may
	 * be.
	 */
	public static String proposed(String uploaded) {
		String name = fileName(uploaded).replaceFirst("(?i)\\.pdf$", "").replace('_', ' ').strip();
		if (name.length() > LONGEST_NAME) {
			// Not between the two halves of one sign.
			int end = Character.isHighSurrogate(name.charAt(LONGEST_NAME - 1)) ? LONGEST_NAME - 1 : LONGEST_NAME;
			name = name.substring(0, end).strip();
		}
		return name.isEmpty() ? "Document" : name;
	}

	/** The name, in one line. */
	static String accepted(String name) {
		String line = name.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ").strip();
		if (line.isEmpty()) {
			throw new Refusal(Refusal.Kind.INVALID, "NAME_MISSING");
		}
		if (line.length() > LONGEST_NAME) {
			throw new Refusal(Refusal.Kind.INVALID, "NAME_TOO_LONG", LONGEST_NAME);
		}
		return line;
	}

	/**
	 * The last part of an uploaded file's name, cut where it is too long: some browsers
	 * send whole paths.
	 */
	static String fileName(String uploaded) {
		String last = uploaded.substring(Math.max(uploaded.lastIndexOf('/'), uploaded.lastIndexOf('\\')) + 1)
			.replaceAll("[\\p{Cc}\\p{Cf}]+", "")
			.strip();
		return last.isEmpty() ? "document.pdf" : last.substring(0, Math.min(last.length(), LONGEST_FILE_NAME));
	}

}
