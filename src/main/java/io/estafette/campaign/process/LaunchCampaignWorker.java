package io.estafette.campaign.process;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.estafette.campaign.CampaignState;
import io.estafette.campaign.CampaignView;
import io.estafette.campaign.LaunchCampaign;
import io.estafette.campaign.process.CampaignForms.Saved;
import io.estafette.organization.ActorId;
import io.estafette.organization.NodeKind;
import io.estafette.platform.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Works the job launch-campaign (C9, C10); done already when somebody launched it. */
@Component
public class LaunchCampaignWorker {

	private final CampaignForms forms;

	private final LaunchCampaign launchCampaign;

	LaunchCampaignWorker(CampaignForms forms, LaunchCampaign launchCampaign) {
		this.forms = forms;
		this.launchCampaign = launchCampaign;
	}

	@JobWorker(type = "launch-campaign")
	public Saved launch(@Variable String login, @Variable String campaignId, @Variable @Nullable Boolean confirmed) {
		return this.forms.attempt(() -> {
			ActorId actor = this.forms.actor(login);
			CampaignView campaign = this.forms.campaign(campaignId, actor);
			if (campaign.state() == CampaignState.DRAFT) {
				if (campaign.target().kind() == NodeKind.BRAND && !Boolean.TRUE.equals(confirmed)) {
					throw new Refusal(Refusal.Kind.INVALID, "BRAND_CAMPAIGN_NOT_CONFIRMED");
				}
				this.launchCampaign.of(campaign.id(), actor);
			}
		});
	}

}
