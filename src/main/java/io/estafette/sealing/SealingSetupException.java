package io.estafette.sealing;

import org.jspecify.annotations.Nullable;

/**
 * Documents cannot be sealed with this configuration; says what is wrong and what to do.
 */
class SealingSetupException extends RuntimeException {

	private final String action;

	SealingSetupException(String problem, String action, @Nullable Throwable cause) {
		super(problem, cause);
		this.action = action;
	}

	String action() {
		return this.action;
	}

}
