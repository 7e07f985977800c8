package io.estafette.campaign;

import java.time.Clock;
import java.time.Instant;

import io.estafette.organization.ActorId;
import io.estafette.platform.Refusal;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Brings a scheduled campaign back to draft, before its first day (C10). */
@Service
public class UnscheduleCampaign {

	private final CampaignAccess access;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	UnscheduleCampaign(CampaignAccess access, ApplicationEventPublisher events, Clock clock) {
		this.access = access;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Takes the launch back.
	 * @throws Refusal NOT_FOUND, CAMPAIGN_NOT_SCHEDULED also once its first day has come
	 */
	@Transactional
	public void of(CampaignId id, ActorId actor) {
		Campaign campaign = this.access.locked(id, actor);
		Instant now = this.clock.instant();
		// From its first day on it may have served somebody already.
		if (campaign.state() != CampaignState.SCHEDULED || campaign.isDue(now)) {
			throw new Refusal(Refusal.Kind.CONFLICT, "CAMPAIGN_NOT_SCHEDULED");
		}
		campaign.unschedule(now);
		this.events
			.publishEvent(new CampaignChanged(id.value(), CampaignChanged.Change.UNSCHEDULED, campaign.launches()));
	}

}
