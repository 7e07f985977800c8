package io.estafette.campaign.process;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.estafette.campaign.DeleteCampaign;

import org.springframework.stereotype.Component;

/**
 * Works the job delete-campaign. What is no draft of this user any more is left as it is.
 */
@Component
public class DeleteCampaignWorker {

	private final CampaignForms forms;

	private final DeleteCampaign deleteCampaign;

	DeleteCampaignWorker(CampaignForms forms, DeleteCampaign deleteCampaign) {
		this.forms = forms;
		this.deleteCampaign = deleteCampaign;
	}

	@JobWorker(type = "delete-campaign")
	public void delete(@Variable String login, @Variable String campaignId) {
		this.forms.attempt(() -> this.deleteCampaign.of(CampaignForms.id(campaignId), this.forms.actor(login)));
	}

}
