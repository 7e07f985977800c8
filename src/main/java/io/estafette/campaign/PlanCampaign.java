package io.estafette.campaign;

import java.time.Clock;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Says how a launched campaign goes on, as it is at this moment. */
@Service
public class PlanCampaign {

	/**
	 * The way ahead.
	 *
	 * @param launch the number of the launch, from 1
	 * @param due whether there is nothing to wait for: its first day has come, or it was
	 * taken back or closed
	 * @param startsAt the beginning of its first day
	 * @param endsAt the end of its last day; null without one
	 */
	public record Plan(int launch, boolean due, @Nullable Instant startsAt, @Nullable Instant endsAt) {
	}

	private final CampaignRepository campaigns;

	private final Clock clock;

	PlanCampaign(CampaignRepository campaigns, Clock clock) {
		this.campaigns = campaigns;
		this.clock = clock;
	}

	/** The plan. */
	@Transactional
	public Plan of(CampaignId id) {
		Campaign campaign = this.campaigns.require(id);
		boolean due = campaign.state() != CampaignState.SCHEDULED || campaign.isDue(this.clock.instant());
		return new Plan(campaign.launches(), due, due ? null : campaign.startsAt(), campaign.endsAt());
	}

}
