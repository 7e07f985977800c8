package io.estafette.campaign.process;

import java.util.UUID;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.estafette.campaign.ActivateCampaign;
import io.estafette.campaign.CampaignId;
import org.springframework.stereotype.Component;

/** Works the job activate-campaign. */
@Component
public class ActivateCampaignWorker {

	public record Result(boolean activated) {
	}

	private final ActivateCampaign activateCampaign;

	ActivateCampaignWorker(ActivateCampaign activateCampaign) {
		this.activateCampaign = activateCampaign;
	}

	@JobWorker(type = "activate-campaign")
	public Result activate(@Variable String campaignId, @Variable int launch) {
		return new Result(this.activateCampaign.of(new CampaignId(UUID.fromString(campaignId)), launch));
	}

}
