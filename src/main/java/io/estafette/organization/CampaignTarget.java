package io.estafette.organization;

/**
 * A node that somebody may run campaigns for.
 *
 * @param brandCampaignsOff whether it is a brand whose option for brand campaigns is not
 * switched on: shown, but not to be chosen (O3, O5)
 */
public record CampaignTarget(Node node, boolean brandCampaignsOff) {
}
