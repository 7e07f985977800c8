package io.estafette.payroll;

import java.util.UUID;

/** Identifies a batch of deposits. */
public record BatchId(UUID value) {

	@Override
	public String toString() {
		return this.value.toString();
	}

}
