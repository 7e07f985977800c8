package io.estafette.campaign;

import java.time.Clock;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** A campaign's last day is over (C8). Safe to repeat. */
@Service
public class EndCampaign {

	private final CampaignRepository campaigns;

	private final Clock clock;

	EndCampaign(CampaignRepository campaigns, Clock clock) {
		this.campaigns = campaigns;
		this.clock = clock;
	}

	/** Closes it, unless somebody did. */
	@Transactional
	public void of(CampaignId id) {
		this.campaigns.require(id).closeByEndDate(this.clock.instant());
	}

}
