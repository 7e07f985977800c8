package io.estafette.delivery;

import java.util.UUID;

/**
 * What brings documents to people in one hand-over each: a free diffusion, a deposit of a
 * payroll system, a batch of them, or a campaign that catches up on earlier deposits.
 */
public record DeliverySource(Kind kind, UUID id) {

	/** The kinds of source. */
	public enum Kind {

		FREE_DIFFUSION, DEPOSIT, BATCH, CAMPAIGN

	}

}
