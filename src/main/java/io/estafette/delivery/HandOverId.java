package io.estafette.delivery;

import java.util.UUID;

/** Identifies a hand-over: everything that one source brings to one person. */
public record HandOverId(UUID value) {

	@Override
	public String toString() {
		return this.value.toString();
	}

}
