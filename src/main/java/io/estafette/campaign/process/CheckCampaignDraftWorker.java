package io.estafette.campaign.process;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.estafette.campaign.CampaignView;
import io.estafette.campaign.CheckCampaign;
import io.estafette.campaign.PreviewCampaign;
import io.estafette.campaign.PreviewCampaign.Preview;
import io.estafette.campaign.process.CampaignDraftVariables.Choice;
import io.estafette.campaign.process.CampaignDraftVariables.Document;
import io.estafette.campaign.process.CampaignDraftVariables.Fact;
import io.estafette.organization.ActorId;
import io.estafette.organization.NodeKind;
import io.estafette.platform.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Works the job check-campaign-draft: every reason against a launch, and the dry run
 * (C10, C18).
 */
@Component
public class CheckCampaignDraftWorker {

	public record Result(@Nullable String problem, @Nullable String refusal, List<Fact> summary,
			List<Document> documents, @Nullable String consequences, @Nullable String brandWide,
			List<Choice> stepChoices) {
	}

	private final CampaignForms forms;

	private final CampaignRecall recall;

	private final CheckCampaign checkCampaign;

	private final PreviewCampaign previewCampaign;

	CheckCampaignDraftWorker(CampaignForms forms, CampaignRecall recall, CheckCampaign checkCampaign,
			PreviewCampaign previewCampaign) {
		this.forms = forms;
		this.recall = recall;
		this.checkCampaign = checkCampaign;
		this.previewCampaign = previewCampaign;
	}

	@JobWorker(type = "check-campaign-draft")
	public Result check(@Variable String login, @Variable String campaignId) {
		try {
			ActorId actor = this.forms.actor(login);
			CampaignView campaign = this.forms.campaign(campaignId, actor);
			String reasons = this.checkCampaign.of(campaign.id(), actor)
				.stream()
				.map((reason) -> "- " + this.forms.sentence(reason))
				.collect(Collectors.joining("\n"));
			Preview preview = this.previewCampaign.of(campaign.id(), actor);
			return new Result(reasons.isEmpty() ? null : reasons, null, this.recall.facts(campaign),
					this.recall.documents(campaign), this.recall.consequences(campaign, preview),
					(campaign.target().kind() == NodeKind.BRAND) ? this.forms.text("campaign.ask",
							campaign.target().name(), preview.agencies(), preview.employees()) : null,
					steps(Stream.concat(reasons.isEmpty() ? Stream.of("LAUNCH") : Stream.empty(),
							Stream.of("TARGET", "TRIGGERS", "DOCUMENTS", "SCHEDULE", "CHECK", "CLOSE", "DELETE"))));
		}
		catch (Refusal refusal) {
			return new Result(null, this.forms.sentence(refusal), List.of(), List.of(), null, null,
					steps(Stream.of("CLOSE")));
		}
	}

	private List<Choice> steps(Stream<String> steps) {
		return steps.map((step) -> new Choice(this.forms.text("campaign.tasklist.step." + step), step)).toList();
	}

}
