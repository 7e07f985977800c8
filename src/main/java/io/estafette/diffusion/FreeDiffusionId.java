package io.estafette.diffusion;

import java.util.UUID;

/** Identifies a free diffusion. */
public record FreeDiffusionId(UUID value) {

	@Override
	public String toString() {
		return this.value.toString();
	}

}
