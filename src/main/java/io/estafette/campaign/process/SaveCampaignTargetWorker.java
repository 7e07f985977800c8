package io.estafette.campaign.process;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.camunda.client.api.response.ActivatedJob;
import io.estafette.campaign.CampaignId;
import io.estafette.campaign.CampaignKind;
import io.estafette.campaign.CampaignSettings;
import io.estafette.campaign.CampaignView;
import io.estafette.campaign.CheckCampaign;
import io.estafette.campaign.DraftCampaign;
import io.estafette.campaign.ExecutiveFilter;
import io.estafette.campaign.FindClientCompanies;
import io.estafette.campaign.FindClientCompanies.ClientCompany;
import io.estafette.campaign.process.CampaignDraftVariables.Choice;
import io.estafette.campaign.process.CampaignForms.Saved;
import io.estafette.organization.ActorId;
import io.estafette.organization.BrandOption;
import io.estafette.organization.HasOption;
import io.estafette.organization.NodeId;
import io.estafette.organization.NodeKind;
import io.estafette.organization.PayrollDocument;
import io.estafette.platform.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Works the job save-campaign-target: the draft exists from here on, and its target says
 * what the next form offers (C3-C5).
 */
@Component
public class SaveCampaignTargetWorker {

	public record Result(@Nullable String problem, @Nullable String refusal, @Nullable String campaignId,
			@Nullable String uploadUrl, List<Choice> triggerChoices, boolean executiveFilter,
			List<Choice> executiveChoices, boolean companyFilter, List<Choice> companyChoices) {
	}

	private final CampaignForms forms;

	private final DraftCampaign draftCampaign;

	private final CheckCampaign checkCampaign;

	private final FindClientCompanies findClientCompanies;

	private final HasOption hasOption;

	SaveCampaignTargetWorker(CampaignForms forms, DraftCampaign draftCampaign, CheckCampaign checkCampaign,
			FindClientCompanies findClientCompanies, HasOption hasOption) {
		this.forms = forms;
		this.draftCampaign = draftCampaign;
		this.checkCampaign = checkCampaign;
		this.findClientCompanies = findClientCompanies;
		this.hasOption = hasOption;
	}

	@JobWorker(type = "save-campaign-target")
	public Result save(@Variable String login, @Variable @Nullable String campaignId,
			@Variable @Nullable String campaignName, @Variable @Nullable String kind, @Variable @Nullable String target,
			ActivatedJob job) {
		ActorId actor;
		CampaignId drafted;
		try {
			actor = this.forms.actor(login);
			drafted = (campaignId != null)
					? this.forms.change(actor, campaignId,
							(now) -> now.withTarget(new NodeId(CampaignForms.uuid(target)), campaignName,
									CampaignForms.value(CampaignKind.class, kind)))
					: this.draftCampaign.inProcess(actor, job.getProcessInstanceKey(),
							new CampaignSettings(new NodeId(CampaignForms.uuid(target)), campaignName,
									CampaignForms.value(CampaignKind.class, kind), Set.of(), ExecutiveFilter.ALL,
									Set.of(), null, null, null));
		}
		catch (Refusal refusal) {
			Saved saved = this.forms.refused(refusal);
			return new Result(saved.problem(), saved.refusal(), campaignId, null, List.of(), false, List.of(), false,
					List.of());
		}
		return offered(actor, drafted);
	}

	private Result offered(ActorId actor, CampaignId id) {
		CampaignView campaign = this.forms.campaign(id.toString(), actor);
		NodeId brand = campaign.target().brand();
		Set<PayrollDocument> sent = this.checkCampaign.sent(brand);
		return new Result(null, null, id.toString(), this.forms.uploadUrl(id),
				this.forms.choices(Arrays.stream(PayrollDocument.values()).filter(sent::contains), "campaign.trigger."),
				this.hasOption.on(brand, BrandOption.EXECUTIVE_FILTER),
				this.forms.choices(Stream.of(ExecutiveFilter.values()), "campaign.executives."),
				this.hasOption.on(brand, BrandOption.CLIENT_COMPANY_FILTER)
						&& campaign.target().kind() == NodeKind.AGENCY,
				this.findClientCompanies.of(brand)
					.stream()
					.filter(ClientCompany::acceptsPaperless)
					.map((company) -> new Choice(company.name() + " (" + company.code() + ")", company.id().toString()))
					.toList());
	}

}
