package io.estafette.organization;

import java.util.UUID;

/** Identifies who acts: an HR user or a system. */
public record ActorId(UUID value) {

	@Override
	public String toString() {
		return this.value.toString();
	}

}
