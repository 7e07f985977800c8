package io.estafette.campaign;

import java.time.Clock;
import java.util.UUID;

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
	 * NAME_TOO_LONG, CAMPAIGN_DATE_INVALID, CLIENT_COMPANY_NOT_FOUND
	 */
	@Transactional
	public CampaignId of(ActorId actor, CampaignOrigin origin, CampaignSettings settings) {
		return begin(new CampaignId(UUID.randomUUID()), actor, origin, settings).id();
	}

	/**
	 * Begins the draft of a form, unless the same form did already: a second click makes
	 * no second draft (C2).
	 * @param form the id that the form proposes
	 * @throws Refusal as above
	 */
	@Transactional
	public CampaignId fromForm(UUID form, ActorId actor, CampaignSettings settings) {
		return this.campaigns.findOfForm(form, actor)
			.orElseGet(() -> begin(this.campaigns.freeId(form), actor, CampaignOrigin.PAGE, settings))
			.id();
	}

	/**
	 * Begins the draft of this process instance, unless an earlier run of the same job
	 * did.
	 * @throws Refusal as above
	 */
	@Transactional
	public CampaignId inProcess(ActorId actor, long processInstance, CampaignSettings settings) {
		return this.campaigns.findDraftOf(processInstance).orElseGet(() -> {
			Campaign campaign = begin(new CampaignId(UUID.randomUUID()), actor, CampaignOrigin.TASKLIST, settings);
			campaign.draftedIn(processInstance);
			return campaign;
		}).id();
	}

	private Campaign begin(CampaignId id, ActorId actor, CampaignOrigin origin, CampaignSettings settings) {
		CampaignTarget target = this.access.target(actor, settings.target());
		Campaign campaign = this.campaigns.saveAndFlush(new Campaign(id, target.node().brand(), actor, origin,
				CampaignTexts.bounded(settings), this.clock.instant()));
		this.clientCompanies.set(campaign.id(), campaign.brand(), settings.clientCompanies());
		this.events.publishEvent(new CampaignDrafted(campaign.id().value()));
		return campaign;
	}

}
