package io.estafette.campaign;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

import io.estafette.sealing.UnsealablePdfException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
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

	private final ReadyCampaign readyCampaign;

	private final ReadPlan readPlan;

	PlanCampaign(ReadyCampaign readyCampaign, ReadPlan readPlan) {
		this.readyCampaign = readyCampaign;
		this.readPlan = readPlan;
	}

	/**
	 * The plan. A launch that was taken back and made again after it had become ready is
	 * made ready here: nobody else would.
	 * @throws UnsealablePdfException when one of its documents cannot be sealed
	 */
	public Plan of(CampaignId id) throws UnsealablePdfException {
		Optional<Plan> plan = this.readPlan.of(id);
		while (plan.isEmpty()) {
			this.readyCampaign.of(id);
			plan = this.readPlan.of(id);
		}
		return plan.get();
	}

	/** What the database says, in a transaction of its own. */
	@Component
	static class ReadPlan {

		private final CampaignRepository campaigns;

		private final Clock clock;

		ReadPlan(CampaignRepository campaigns, Clock clock) {
			this.campaigns = campaigns;
			this.clock = clock;
		}

		/** None while it is launched and not ready. */
		@Transactional
		Optional<Plan> of(CampaignId id) {
			Campaign campaign = this.campaigns.require(id);
			if (campaign.lacksReady() && campaign.state() != CampaignState.CLOSED) {
				return Optional.empty();
			}
			boolean due = campaign.state() != CampaignState.SCHEDULED || campaign.isDue(this.clock.instant());
			return Optional.of(new Plan(campaign.launches(), due, due ? null : campaign.startsAt(), campaign.endsAt()));
		}

	}

}
