package io.estafette.campaign.process;

/**
 * The variables of the process campaign-catch-up.
 *
 * @param campaignId which campaign catches up
 * @param more whether people are left to be served
 */
public record CampaignCatchUpVariables(String campaignId, boolean more) {
}
