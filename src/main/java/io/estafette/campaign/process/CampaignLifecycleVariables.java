package io.estafette.campaign.process;

import org.jspecify.annotations.Nullable;

/**
 * The variables of the process campaign-lifecycle.
 *
 * @param campaignId the row that holds everything else
 * @param claimed whether this instance looks after it
 * @param launch the number of the latest launch, part of what later messages are
 * correlated by
 * @param due whether there is no first day to wait for
 * @param startsAt when its first day begins; null when it has
 * @param endsAt when its last day is over; null without one
 * @param activated false when it was brought back to draft
 */
public record CampaignLifecycleVariables(String campaignId, boolean claimed, int launch, boolean due,
		@Nullable String startsAt, @Nullable String endsAt, boolean activated) {
}
