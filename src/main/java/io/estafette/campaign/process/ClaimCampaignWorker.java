package io.estafette.campaign.process;

import java.util.UUID;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.camunda.client.api.response.ActivatedJob;
import io.estafette.campaign.CampaignId;
import io.estafette.campaign.ClaimCampaign;
import org.springframework.stereotype.Component;

/** Works the job claim-campaign. */
@Component
public class ClaimCampaignWorker {

	public record Result(boolean claimed) {
	}

	private final ClaimCampaign claimCampaign;

	ClaimCampaignWorker(ClaimCampaign claimCampaign) {
		this.claimCampaign = claimCampaign;
	}

	@JobWorker(type = "claim-campaign")
	public Result claim(@Variable String campaignId, ActivatedJob job) {
		return new Result(
				this.claimCampaign.of(new CampaignId(UUID.fromString(campaignId)), job.getProcessInstanceKey()));
	}

}
