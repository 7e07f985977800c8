package io.estafette.campaign.process;

import java.util.UUID;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.estafette.campaign.CampaignId;
import io.estafette.campaign.ReadyCampaign;
import io.estafette.sealing.UnsealablePdfException;
import org.springframework.stereotype.Component;

/** Works the job ready-campaign. */
@Component
public class ReadyCampaignWorker {

	private final ReadyCampaign readyCampaign;

	ReadyCampaignWorker(ReadyCampaign readyCampaign) {
		this.readyCampaign = readyCampaign;
	}

	@JobWorker(type = "ready-campaign")
	public void ready(@Variable String campaignId) throws UnsealablePdfException {
		this.readyCampaign.of(new CampaignId(UUID.fromString(campaignId)));
	}

}
