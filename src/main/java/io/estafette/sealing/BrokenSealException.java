package io.estafette.sealing;

import org.jspecify.annotations.Nullable;

/** A seal is not what it should be. */
class BrokenSealException extends Exception {

	private final SealCheck.Fault fault;

	BrokenSealException(SealCheck.Fault fault, @Nullable Throwable cause) {
		super(fault.name(), cause);
		this.fault = fault;
	}

	SealCheck.Fault fault() {
		return this.fault;
	}

}
