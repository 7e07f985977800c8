package io.estafette.campaign.process;

import java.util.UUID;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.estafette.campaign.CampaignId;
import io.estafette.campaign.EndCampaign;
import org.springframework.stereotype.Component;

/** Works the job end-campaign. */
@Component
public class EndCampaignWorker {

	private final EndCampaign endCampaign;

	EndCampaignWorker(EndCampaign endCampaign) {
		this.endCampaign = endCampaign;
	}

	@JobWorker(type = "end-campaign")
	public void end(@Variable String campaignId) {
		this.endCampaign.of(new CampaignId(UUID.fromString(campaignId)));
	}

}
