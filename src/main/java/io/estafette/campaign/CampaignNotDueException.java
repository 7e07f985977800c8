package io.estafette.campaign;

import io.estafette.platform.PassingFault;

/**
 * A scheduled campaign was to begin before its first day, by the clock of this
 * application: clocks stand a little apart, and it is tried again.
 */
public class CampaignNotDueException extends RuntimeException implements PassingFault {

	CampaignNotDueException(CampaignId id) {
		super("The first day of campaign " + id + " has not come yet");
	}

}
