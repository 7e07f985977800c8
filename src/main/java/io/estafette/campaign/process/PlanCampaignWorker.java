package io.estafette.campaign.process;

import java.time.Instant;
import java.util.UUID;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.estafette.campaign.CampaignId;
import io.estafette.campaign.PlanCampaign;
import io.estafette.sealing.UnsealablePdfException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Works the job plan-campaign. */
@Component
public class PlanCampaignWorker {

	public record Result(int launch, boolean due, @Nullable String startsAt, @Nullable String endsAt) {
	}

	private final PlanCampaign planCampaign;

	PlanCampaignWorker(PlanCampaign planCampaign) {
		this.planCampaign = planCampaign;
	}

	@JobWorker(type = "plan-campaign")
	public Result plan(@Variable String campaignId) throws UnsealablePdfException {
		PlanCampaign.Plan plan = this.planCampaign.of(new CampaignId(UUID.fromString(campaignId)));
		return new Result(plan.launch(), plan.due(), text(plan.startsAt()), text(plan.endsAt()));
	}

	private static @Nullable String text(@Nullable Instant instant) {
		return (instant != null) ? instant.toString() : null;
	}

}
