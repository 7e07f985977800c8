package io.estafette.campaign.process;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import io.estafette.campaign.CampaignSettings;
import io.estafette.campaign.CampaignView;
import io.estafette.campaign.PreviewCampaign.Preview;
import io.estafette.campaign.process.CampaignDraftVariables.Document;
import io.estafette.campaign.process.CampaignDraftVariables.Fact;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** A draft in words, for the last of its Tasklist forms (C9, C18). */
@Component
class CampaignRecall {

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.FRENCH);

	private final CampaignForms forms;

	CampaignRecall(CampaignForms forms) {
		this.forms = forms;
	}

	List<Fact> facts(CampaignView campaign) {
		CampaignSettings settings = campaign.settings();
		List<Fact> facts = new ArrayList<>();
		facts.add(fact("campaign.name", settings.name()));
		facts.add(fact("campaign.kind", this.forms.text("campaign.kind." + settings.kind())));
		facts.add(fact("campaign.node", campaign.target().name()));
		facts.add(fact("campaign.triggers",
				settings.triggers()
					.stream()
					.map((trigger) -> this.forms.text("campaign.trigger." + trigger))
					.collect(Collectors.joining(", "))));
		facts.add(fact("campaign.executives", this.forms.text("campaign.executives." + settings.executives())));
		facts.add(fact("campaign.companies", campaign.clientCompanyCodes().isEmpty()
				? this.forms.text("campaign.companies.all") : String.join(", ", campaign.clientCompanyCodes())));
		facts.add(fact("campaign.start", day(settings.startDate())));
		facts.add(fact("campaign.end",
				(settings.endDate() != null) ? day(settings.endDate()) : this.forms.text("campaign.noEnd")));
		facts.add(fact("campaign.retroactive", (settings.retroactiveSince() != null) ? day(settings.retroactiveSince())
				: this.forms.text(settings.retroactive() ? "campaign.retroactive.undated" : "campaign.no")));
		if (campaign.leavesOut()) {
			facts.add(fact("campaign.leftOut", this.forms.text("campaign.leavesOut")));
		}
		return facts;
	}

	List<Document> documents(CampaignView campaign) {
		return campaign.documents()
			.stream()
			.map((document) -> new Document(document.name(), this.forms.text("document.type." + document.type()),
					String.format(Locale.FRENCH, "%,d ko", Math.max(1, document.size() / 1000))))
			.toList();
	}

	/** How many people it concerns, and whom a launch would serve at once. */
	String consequences(CampaignView campaign, Preview preview) {
		List<String> sentences = new ArrayList<>();
		sentences.add(this.forms.text("campaign.dryRun.people", preview.employees(), preview.agencies()));
		if (!campaign.settings().retroactive()) {
			sentences.add(this.forms.text("campaign.dryRun.notRetroactive"));
		}
		else if (campaign.settings().retroactiveSince() != null) {
			sentences.add("**" + this.forms.text("campaign.dryRun.served", preview.served()) + "**");
			preview.leftOut()
				.forEach((reason, people) -> sentences
					.add("- " + this.forms.text("campaign.leftOut." + reason, people)));
		}
		return String.join("\n", sentences);
	}

	private Fact fact(String label, @Nullable String value) {
		return new Fact(this.forms.text(label), (value != null && !value.isEmpty()) ? value : "—");
	}

	private static @Nullable String day(@Nullable LocalDate date) {
		return (date != null) ? DAY.format(date) : null;
	}

}
