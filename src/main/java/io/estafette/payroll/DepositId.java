package io.estafette.payroll;

import java.util.UUID;

/** Identifies a deposit. */
public record DepositId(UUID value) {

	@Override
	public String toString() {
		return this.value.toString();
	}

}
