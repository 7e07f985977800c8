package io.estafette.campaign;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

import org.springframework.stereotype.Service;

/** Campaigns that no process instance looks after although they exist for a while. */
@Service
public class FindUnclaimedCampaigns {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final CampaignRepository campaigns;

	private final Clock clock;

	FindUnclaimedCampaigns(CampaignRepository campaigns, Clock clock) {
		this.campaigns = campaigns;
		this.clock = clock;
	}

	/** At most 500 of them, the oldest first. */
	public List<CampaignDrafted> now() {
		return this.campaigns.findUnclaimed(this.clock.instant().minus(PATIENCE))
			.stream()
			.map(CampaignDrafted::new)
			.toList();
	}

}
