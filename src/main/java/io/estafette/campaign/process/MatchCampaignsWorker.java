package io.estafette.campaign.process;

import java.util.List;
import java.util.UUID;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.estafette.campaign.MatchCampaigns;
import org.springframework.stereotype.Component;

/** Works the job match-campaigns. */
@Component
public class MatchCampaignsWorker {

	private final MatchCampaigns matchCampaigns;

	MatchCampaignsWorker(MatchCampaigns matchCampaigns) {
		this.matchCampaigns = matchCampaigns;
	}

	@JobWorker(type = "match-campaigns")
	public void match(@Variable String depositId) {
		this.matchCampaigns.of(List.of(UUID.fromString(depositId)));
	}

}
