package io.estafette.campaign;

import java.time.Clock;
import java.time.Instant;

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

	/**
	 * False when this launch was taken back meanwhile.
	 * @param launch the number of the launch that waited for its first day
	 * @throws CampaignNotDueException when its first day has not come yet
	 */
	@Transactional
	public boolean of(CampaignId id, int launch) {
		Campaign campaign = this.campaigns.require(id);
		Instant now = this.clock.instant();
		if (campaign.launches() != launch) {
			return false;
		}
		if (campaign.state() == CampaignState.SCHEDULED && !campaign.isDue(now)) {
			throw new CampaignNotDueException(id);
		}
		return campaign.activate(now);
	}

}
