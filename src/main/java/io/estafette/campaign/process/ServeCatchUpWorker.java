package io.estafette.campaign.process;

import java.util.UUID;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.estafette.campaign.CampaignId;
import io.estafette.campaign.CatchUpCampaign;
import org.springframework.stereotype.Component;

/** Works the job serve-catch-up. */
@Component
public class ServeCatchUpWorker {

	public record Result(boolean more) {
	}

	private final CatchUpCampaign catchUpCampaign;

	ServeCatchUpWorker(CatchUpCampaign catchUpCampaign) {
		this.catchUpCampaign = catchUpCampaign;
	}

	@JobWorker(type = "serve-catch-up")
	public Result serve(@Variable String campaignId) {
		return new Result(this.catchUpCampaign.next(new CampaignId(UUID.fromString(campaignId))));
	}

}
