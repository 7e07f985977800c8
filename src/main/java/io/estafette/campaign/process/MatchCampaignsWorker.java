package io.estafette.campaign.process;

import java.util.UUID;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.estafette.campaign.MatchCampaigns;
import io.estafette.payroll.DepositId;
import io.estafette.payroll.FindDepositsTogether;
import org.springframework.stereotype.Component;

/** Works the job match-campaigns. */
@Component
public class MatchCampaignsWorker {

	private final FindDepositsTogether findTogether;

	private final MatchCampaigns matchCampaigns;

	MatchCampaignsWorker(FindDepositsTogether findTogether, MatchCampaigns matchCampaigns) {
		this.findTogether = findTogether;
		this.matchCampaigns = matchCampaigns;
	}

	@JobWorker(type = "match-campaigns")
	public void match(@Variable String depositId) {
		this.matchCampaigns.of(this.findTogether.with(new DepositId(UUID.fromString(depositId))));
	}

}
