package io.estafette.campaign;

/** What a campaign hands out (C2); users read {@code campaign.kind.<name>}. */
public enum CampaignKind {

	INFORMATION_NOTE, SAFETY_INSTRUCTIONS, NEWSLETTER, INSURANCE_NOTICE, BOOKLET, DATA_PROTECTION, WORKS_COUNCIL, OTHER

}
