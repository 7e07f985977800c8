package io.estafette.delivery;

import java.util.UUID;

/** Identifies a delivery: one document for one person. */
public record DeliveryId(UUID value) {

	@Override
	public String toString() {
		return this.value.toString();
	}

}
