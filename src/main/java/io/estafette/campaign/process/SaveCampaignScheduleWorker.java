package io.estafette.campaign.process;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.estafette.campaign.process.CampaignForms.Saved;
import io.estafette.platform.Refusal;
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
			@Variable @Nullable String retroactiveSince, @Variable @Nullable String step) {
		boolean past = Boolean.TRUE.equals(retroactive);
		boolean dated = retroactiveSince != null && !retroactiveSince.isBlank();
		Saved saved = this.forms.save(login, campaignId,
				(now) -> now.withSchedule(past ? CampaignForms.date(retroactiveSince) : null,
						CampaignForms.date(startDate), CampaignForms.date(endDate)));
		// What is left out may be saved for later, but not passed over.
		return (saved.equals(new Saved(null, null)) && past && !dated && "CHECK".equals(step))
				? this.forms.refused(new Refusal(Refusal.Kind.INVALID, "CAMPAIGN_RETROACTIVE_DATE_MISSING")) : saved;
	}

}
