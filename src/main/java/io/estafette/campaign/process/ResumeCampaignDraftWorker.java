package io.estafette.campaign.process;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.estafette.campaign.CampaignSettings;
import io.estafette.campaign.CampaignState;
import io.estafette.campaign.CampaignView;
import io.estafette.platform.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Works the job resume-campaign-draft: fills the forms with what was saved (C2). */
@Component
public class ResumeCampaignDraftWorker {

	static final String NEW = "NEW";

	public record Result(@Nullable String refusal, @Nullable String campaignId, @Nullable String uploadUrl,
			@Nullable String campaignName, @Nullable String kind, @Nullable String target,
			@Nullable List<String> triggers, @Nullable String executives, @Nullable List<String> clientCompanies,
			@Nullable Boolean retroactive, @Nullable String retroactiveSince, @Nullable String startDate,
			@Nullable String endDate) {
	}

	private final CampaignForms forms;

	ResumeCampaignDraftWorker(CampaignForms forms) {
		this.forms = forms;
	}

	@JobWorker(type = "resume-campaign-draft")
	public Result resume(@Variable String login, @Variable @Nullable String draft) {
		if (draft == null || NEW.equals(draft)) {
			return nothing(null);
		}
		try {
			CampaignView campaign = this.forms.campaign(draft, this.forms.actor(login));
			if (campaign.state() != CampaignState.DRAFT) {
				throw new Refusal(Refusal.Kind.CONFLICT, "CAMPAIGN_NOT_DRAFT");
			}
			CampaignSettings settings = campaign.settings();
			return new Result(null, campaign.id().toString(), this.forms.uploadUrl(campaign.id()), settings.name(),
					settings.kind().name(), settings.target().toString(),
					settings.triggers().stream().map(Enum::name).toList(), settings.executives().name(),
					settings.clientCompanies().stream().map(UUID::toString).toList(), settings.retroactive(),
					text(settings.retroactiveSince()), text(settings.startDate()), text(settings.endDate()));
		}
		catch (Refusal refusal) {
			return nothing(this.forms.sentence(refusal));
		}
	}

	private static Result nothing(@Nullable String refusal) {
		return new Result(refusal, null, null, null, null, null, null, null, null, null, null, null, null);
	}

	private static @Nullable String text(@Nullable LocalDate date) {
		return (date != null) ? date.toString() : null;
	}

}
