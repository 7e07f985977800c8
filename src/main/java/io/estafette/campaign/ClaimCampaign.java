package io.estafette.campaign;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** A process instance takes a campaign's lifecycle over; only one does. */
@Service
public class ClaimCampaign {

	private final CampaignRepository campaigns;

	ClaimCampaign(CampaignRepository campaigns) {
		this.campaigns = campaigns;
	}

	/** Whether this instance looks after it. */
	@Transactional
	public boolean of(CampaignId id, long processInstanceKey) {
		return this.campaigns.require(id).claim(processInstanceKey);
	}

}
