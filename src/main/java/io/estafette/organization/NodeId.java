package io.estafette.organization;

import java.util.UUID;

/** Identifies a node of the organisation: a brand, company, agency or establishment. */
public record NodeId(UUID value) {

	@Override
	public String toString() {
		return this.value.toString();
	}

}
