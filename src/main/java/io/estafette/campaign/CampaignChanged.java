package io.estafette.campaign;

import java.util.UUID;

/**
 * A campaign went on in the database, which its process is now told.
 *
 * @param launch the number of the launch that this belongs to, from 1; 0 before the first
 */
public record CampaignChanged(UUID campaign, Change change, int launch) {

	/** What happened. */
	public enum Change {

		LAUNCHED, UNSCHEDULED, CLOSED, DELETED

	}

}
