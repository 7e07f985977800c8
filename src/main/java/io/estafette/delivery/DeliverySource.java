package io.estafette.delivery;

import java.util.UUID;

/** What brings documents to people: for example one free diffusion. */
public record DeliverySource(Kind kind, UUID id) {

	/** The kinds of source. */
	public enum Kind {

		FREE_DIFFUSION

	}

}
