package io.estafette.campaign.process;

import java.util.UUID;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.estafette.campaign.BeginCatchUp;
import io.estafette.campaign.CampaignId;
import org.springframework.stereotype.Component;

/** Works the job begin-catch-up. */
@Component
public class BeginCatchUpWorker {

	private final BeginCatchUp beginCatchUp;

	BeginCatchUpWorker(BeginCatchUp beginCatchUp) {
		this.beginCatchUp = beginCatchUp;
	}

	@JobWorker(type = "begin-catch-up")
	public void begin(@Variable String campaignId) {
		this.beginCatchUp.of(new CampaignId(UUID.fromString(campaignId)));
	}

}
