package io.estafette.campaign;

import java.time.Clock;
import java.util.List;

import io.estafette.organization.ActorId;
import io.estafette.platform.Refusal;
import io.estafette.platform.Refusals;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Launches a draft after every check (C9, C10). From then on it goes its own way, also
 * when its author loses the right to it (O5).
 */
@Service
public class LaunchCampaign {

	private final CampaignAccess access;

	private final CheckCampaign check;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	LaunchCampaign(CampaignAccess access, CheckCampaign check, ApplicationEventPublisher events, Clock clock) {
		this.access = access;
		this.check = check;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Launches it: scheduled, or active when its first day is today.
	 * @throws Refusals CAMPAIGN_NOT_READY with every reason
	 * @throws Refusal NOT_FOUND, CAMPAIGN_NOT_DRAFT
	 */
	@Transactional
	public CampaignState of(CampaignId id, ActorId actor) {
		Campaign campaign = this.access.draft(id, actor);
		List<Refusal> reasons = this.check.of(campaign, actor);
		if (!reasons.isEmpty()) {
			throw new Refusals("CAMPAIGN_NOT_READY", reasons);
		}
		campaign.launch(actor, this.clock.instant());
		this.events.publishEvent(new CampaignChanged(id.value(), CampaignChanged.Change.LAUNCHED, campaign.launches()));
		return campaign.state();
	}

}
