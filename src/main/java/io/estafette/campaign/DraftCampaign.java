package io.estafette.campaign;

import java.time.Clock;

import io.estafette.organization.ActorId;
import io.estafette.organization.CampaignTarget;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Begins a campaign as a draft, which may be incomplete (C2). */
@Service
public class DraftCampaign {

	private final CampaignAccess access;

	private final CampaignRepository campaigns;

	private final ClientCompanies clientCompanies;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	DraftCampaign(CampaignAccess access, CampaignRepository campaigns, ClientCompanies clientCompanies,
			ApplicationEventPublisher events, Clock clock) {
		this.access = access;
		this.campaigns = campaigns;
		this.clientCompanies = clientCompanies;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Begins it.
	 * @throws Refusal NOT_FOUND for a target that the actor may not run campaigns for,
	 * NAME_TOO_LONG, CLIENT_COMPANY_NOT_FOUND
	 */
	@Transactional
	public CampaignId of(ActorId actor, CampaignOrigin origin, CampaignSettings settings) {
		return begin(actor, origin, settings).id();
	}

	/**
	 * Begins the draft of this process instance, unless an earlier run of the same job
	 * did.
	 * @throws Refusal as above
	 */
	@Transactional
	public CampaignId inProcess(ActorId actor, long processInstance, CampaignSettings settings) {
		return this.campaigns.findDraftOf(processInstance).orElseGet(() -> {
			Campaign campaign = begin(actor, CampaignOrigin.TASKLIST, settings);
			campaign.draftedIn(processInstance);
			return campaign;
		}).id();
	}

	private Campaign begin(ActorId actor, CampaignOrigin origin, CampaignSettings settings) {
		CampaignTarget target = this.access.target(actor, settings.target());
		Campaign campaign = this.campaigns.saveAndFlush(new Campaign(target.node().brand(), actor, origin,
				CampaignTexts.bounded(settings), this.clock.instant()));
		this.clientCompanies.set(campaign.id(), campaign.brand(), settings.clientCompanies());
		this.events.publishEvent(new CampaignDrafted(campaign.id().value()));
		return campaign;
	}

}
