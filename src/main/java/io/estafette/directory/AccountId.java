package io.estafette.directory;

import java.util.UUID;

/** Identifies the vault account of a person, who may have several employments. */
public record AccountId(UUID value) {

	@Override
	public String toString() {
		return this.value.toString();
	}

}
