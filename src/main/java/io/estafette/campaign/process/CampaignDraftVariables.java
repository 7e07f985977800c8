package io.estafette.campaign.process;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The variables of the process campaign-draft: what its forms show and ask, as text. No
 * personal data is among them.
 *
 * @param login who prepares the campaign
 * @param opening OPENED, NO_RIGHT or UNKNOWN_LOGIN
 * @param refusal why it does not go on, in words
 * @param step which form comes next: DRAFT, TARGET, TRIGGERS, DOCUMENTS, SCHEDULE, CHECK;
 * or what the user decided: LAUNCH, DELETE, CLOSE; or STOP
 * @param problem what is to be corrected, in words
 * @param draft the draft to go on with; NEW for a new one
 * @param campaignId the draft, once it exists
 * @param uploadUrl the page on which documents are added
 * @param target id of the node
 * @param executives a name of {@code ExecutiveFilter}; likewise kind and triggers
 * @param clientCompanies ids
 * @param retroactiveSince like the other dates an ISO date
 * @param executiveFilter whether the filter is to be had; likewise companyFilter
 * @param summary the configuration, line by line
 * @param consequences what a launch would do at once, in words (C18)
 * @param brandWide what a brand campaign asks to confirm, in words; null for others (C9)
 * @param stepChoices what can be done with the draft
 */
public record CampaignDraftVariables(String login, String opening, @Nullable String refusal, String step,
		@Nullable String problem, List<Choice> draftChoices, @Nullable String draft, @Nullable String campaignId,
		@Nullable String uploadUrl, @Nullable String campaignName, List<Choice> kindChoices, @Nullable String kind,
		List<Choice> targetChoices, @Nullable String target, List<Choice> triggerChoices,
		@Nullable List<String> triggers, boolean executiveFilter, List<Choice> executiveChoices,
		@Nullable String executives, boolean companyFilter, List<Choice> companyChoices,
		@Nullable List<String> clientCompanies, @Nullable Boolean retroactive, @Nullable String retroactiveSince,
		@Nullable String startDate, @Nullable String endDate, List<Fact> summary, List<Document> documents,
		@Nullable String consequences, @Nullable String brandWide, @Nullable Boolean confirmed,
		List<Choice> stepChoices) {

	/** An entry of a list in a form. */
	public record Choice(String label, String value) {
	}

	/** A line of the configuration. */
	public record Fact(String label, String value) {
	}

	/** A document in a form's table, as words. */
	public record Document(String name, String type, String size) {
	}

}
