package io.estafette.campaign;

import java.time.Clock;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** A scheduled campaign's first day has come (C9). Safe to repeat. */
@Service
public class ActivateCampaign {

	private final CampaignRepository campaigns;

	private final Clock clock;

	ActivateCampaign(CampaignRepository campaigns, Clock clock) {
		this.campaigns = campaigns;
		this.clock = clock;
	}

	/** False when it was brought back to draft meanwhile. */
	@Transactional
	public boolean of(CampaignId id) {
		return this.campaigns.require(id).activate(this.clock.instant());
	}

}
