package io.estafette.campaign.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.estafette.campaign.CampaignKind;
import io.estafette.campaign.CampaignState;
import io.estafette.campaign.FindCampaigns;
import io.estafette.campaign.process.CampaignDraftVariables.Choice;
import io.estafette.organization.ActorId;
import io.estafette.organization.CampaignTarget;
import io.estafette.organization.FindCampaignTargets;
import io.estafette.platform.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Works the job open-campaign-draft. */
@Component
public class OpenCampaignDraftWorker {

	public record Result(String opening, @Nullable String refusal, String step, String draft, List<Choice> draftChoices,
			List<Choice> targetChoices, List<Choice> kindChoices) {
	}

	private static final String NEW = ResumeCampaignDraftWorker.NEW;

	private final CampaignForms forms;

	private final FindCampaignTargets findTargets;

	private final FindCampaigns findCampaigns;

	OpenCampaignDraftWorker(CampaignForms forms, FindCampaignTargets findTargets, FindCampaigns findCampaigns) {
		this.forms = forms;
		this.findTargets = findTargets;
		this.findCampaigns = findCampaigns;
	}

	@JobWorker(type = "open-campaign-draft")
	public Result open(@Variable String login) {
		ActorId actor;
		try {
			actor = this.forms.actor(login);
		}
		catch (Refusal refusal) {
			return new Result("UNKNOWN_LOGIN", this.forms.sentence(refusal), "STOP", NEW, List.of(), List.of(),
					List.of());
		}
		List<CampaignTarget> targets = this.findTargets.of(actor);
		if (targets.isEmpty()) {
			return new Result("NO_RIGHT", this.forms.text("campaign.tasklist.noRight"), "STOP", NEW, List.of(),
					List.of(), List.of());
		}
		List<Choice> drafts = new ArrayList<>();
		drafts.add(new Choice(this.forms.text("campaign.tasklist.new"), NEW));
		this.findCampaigns.of(actor, List.of(CampaignState.DRAFT), null, null)
			.lines()
			.forEach((draft) -> drafts
				.add(new Choice(Objects.requireNonNullElseGet(draft.name(), () -> this.forms.text("campaign.unnamed"))
						+ " · " + draft.target(), draft.id().toString())));
		return new Result("OPENED", null, (drafts.size() > 1) ? "DRAFT" : "TARGET", NEW, drafts,
				targets.stream()
					.filter((target) -> !target.brandCampaignsOff())
					.map((target) -> new Choice(target.node().name() + " (" + target.node().code() + ")",
							target.node().id().toString()))
					.toList(),
				this.forms.choices(Stream.of(CampaignKind.values()), "campaign.kind."));
	}

}
