package io.estafette.campaign.process;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.estafette.campaign.CampaignSettings;
import io.estafette.campaign.process.CampaignForms.Saved;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Works the job save-campaign-schedule (C6, C8). */
@Component
public class SaveCampaignScheduleWorker {

	private final CampaignForms forms;

	SaveCampaignScheduleWorker(CampaignForms forms) {
		this.forms = forms;
	}

	@JobWorker(type = "save-campaign-schedule")
	public Saved save(@Variable String login, @Variable String campaignId, @Variable @Nullable String startDate,
			@Variable @Nullable String endDate, @Variable @Nullable Boolean retroactive,
			@Variable @Nullable String retroactiveSince) {
		return this.forms.save(login, campaignId,
				(now) -> new CampaignSettings(now.target(), now.name(), now.kind(), now.triggers(), now.executives(),
						now.clientCompanies(),
						Boolean.TRUE.equals(retroactive) ? CampaignForms.date(retroactiveSince) : null,
						CampaignForms.date(startDate), CampaignForms.date(endDate)));
	}

}
