package io.estafette.sealing;

/** This PDF cannot be sealed, however often one tries; the code says why. */
public class UnsealablePdfException extends Exception {

	/** The reasons. */
	public enum Code {

		ALREADY_SIGNED, ENCRYPTED_PDF, DAMAGED_PDF

	}

	private final Code code;

	UnsealablePdfException(Code code) {
		super(code.name());
		this.code = code;
	}

	public Code code() {
		return this.code;
	}

}
