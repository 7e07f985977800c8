package io.estafette.platform;

import org.jspecify.annotations.Nullable;

/**
 * An exception as it may be logged: its kind, its causes and where it came from, but not
 * what it says, which may be about a person.
 */
public final class Unspoken extends Exception {

	/** Deeper causes say nothing more. */
	private static final int DEEPEST = 10;

	private final String kind;

	private Unspoken(Throwable original, int depth) {
		super(null, cause(original, depth), false, true);
		this.kind = original.getClass().getName();
		setStackTrace(original.getStackTrace());
	}

	/** The same without its words. */
	public static Throwable of(Throwable original) {
		return new Unspoken(original, 0);
	}

	private static @Nullable Throwable cause(Throwable original, int depth) {
		Throwable cause = original.getCause();
		return (cause != null && cause != original && depth < DEEPEST) ? new Unspoken(cause, depth + 1) : null;
	}

	@Override
	public String toString() {
		return this.kind;
	}

}
