package io.estafette.campaign.process;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.estafette.campaign.CampaignSettings;
import io.estafette.campaign.ExecutiveFilter;
import io.estafette.campaign.process.CampaignForms.Saved;
import io.estafette.organization.PayrollDocument;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Works the job save-campaign-triggers (C3-C6). */
@Component
public class SaveCampaignTriggersWorker {

	public record Result(@Nullable String problem, @Nullable String refusal, @Nullable String retroactiveSince) {
	}

	private final CampaignForms forms;

	private final Clock clock;

	SaveCampaignTriggersWorker(CampaignForms forms, Clock clock) {
		this.forms = forms;
		this.clock = clock;
	}

	@JobWorker(type = "save-campaign-triggers")
	public Result save(@Variable String login, @Variable String campaignId, @Variable @Nullable List<String> triggers,
			@Variable boolean executiveFilter, @Variable @Nullable String executives, @Variable boolean companyFilter,
			@Variable @Nullable List<String> clientCompanies, @Variable @Nullable Boolean retroactive,
			@Variable @Nullable String retroactiveSince) {
		boolean past = Boolean.TRUE.equals(retroactive);
		Saved saved = this.forms.save(login, campaignId, (now) -> {
			Set<PayrollDocument> chosen = Objects.requireNonNullElse(triggers, List.<String>of())
				.stream()
				.map((name) -> CampaignForms.value(PayrollDocument.class, name))
				.collect(Collectors.toSet());
			// What the form hides is not chosen, whatever was chosen before.
			boolean contracts = chosen.contains(PayrollDocument.CONTRACT);
			return now.withTriggers(chosen,
					(contracts && executiveFilter && executives != null)
							? CampaignForms.value(ExecutiveFilter.class, executives) : ExecutiveFilter.ALL,
					(contracts && companyFilter && clientCompanies != null)
							? clientCompanies.stream().map(CampaignForms::uuid).collect(Collectors.toSet()) : Set.of(),
					past);
		});
		return new Result(saved.problem(), saved.refusal(), past ? since(retroactiveSince) : null);
	}

	/** The day chosen before, or one to begin with. */
	private String since(@Nullable String chosen) {
		return (chosen != null && !chosen.isBlank()) ? chosen
				: CampaignSettings.proposedSince(LocalDate.ofInstant(this.clock.instant(), ZoneId.of("Europe/Paris")))
					.toString();
	}

}
