package io.estafette.campaign;

import java.time.Clock;

import io.estafette.organization.ActorId;
import io.estafette.platform.Refusal;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Closes a scheduled or active campaign by hand: it serves nobody from then on (C10). */
@Service
public class CloseCampaign {

	private final CampaignAccess access;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	CloseCampaign(CampaignAccess access, ApplicationEventPublisher events, Clock clock) {
		this.access = access;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Closes it; one that is closed already stays as it is.
	 * @throws Refusal NOT_FOUND, CAMPAIGN_NOT_LAUNCHED for a draft
	 */
	@Transactional
	public void of(CampaignId id, ActorId actor) {
		Campaign campaign = this.access.locked(id, actor);
		if (campaign.state() == CampaignState.DRAFT) {
			throw new Refusal(Refusal.Kind.CONFLICT, "CAMPAIGN_NOT_LAUNCHED");
		}
		if (campaign.state() != CampaignState.CLOSED) {
			campaign.close(actor, this.clock.instant());
			this.events
				.publishEvent(new CampaignChanged(id.value(), CampaignChanged.Change.CLOSED, campaign.launches()));
		}
	}

}
