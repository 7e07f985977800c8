package io.estafette.campaign;

import java.util.Optional;

import io.estafette.journal.ActFor;
import io.estafette.organization.Actor;
import io.estafette.organization.ActorId;
import io.estafette.organization.BrandOption;
import io.estafette.organization.CampaignTarget;
import io.estafette.organization.FindBranding;
import io.estafette.organization.FindCampaignTargets;
import io.estafette.organization.HasOption;
import io.estafette.organization.NodeId;
import io.estafette.platform.Refusal;
import org.springframework.stereotype.Component;

/**
 * Opens campaigns for those with D on their target; for others they do not exist (O8).
 */
@Component
class CampaignAccess {

	private final CampaignRepository campaigns;

	private final FindCampaignTargets findTargets;

	private final HasOption hasOption;

	private final FindBranding findBranding;

	private final ActFor actFor;

	CampaignAccess(CampaignRepository campaigns, FindCampaignTargets findTargets, HasOption hasOption,
			FindBranding findBranding, ActFor actFor) {
		this.campaigns = campaigns;
		this.findTargets = findTargets;
		this.hasOption = hasOption;
		this.findBranding = findBranding;
		this.actFor = actFor;
	}

	/** Refuses a system whose brand has no diffusion service (O2). */
	void requireService(Actor actor) {
		NodeId brand = actor.brand();
		if (brand != null && !this.hasOption.on(brand, BrandOption.DIFFUSION_SERVICE)) {
			throw new Refusal(Refusal.Kind.FORBIDDEN, "SERVICE_OFF", this.findBranding.of(brand).supportAddress());
		}
	}

	/** The target of a new or changed campaign. */
	CampaignTarget target(ActorId actor, NodeId node) {
		return this.findTargets.of(actor, node).orElseThrow(Refusal::notFound);
	}

	/** To read. */
	Campaign visible(CampaignId id, ActorId actor) {
		return mine(this.campaigns.findById(id.value()), actor);
	}

	/** To change: locked for the transaction, which the journal takes for the actor's. */
	Campaign locked(CampaignId id, ActorId actor) {
		Campaign campaign = mine(this.campaigns.findLocked(id.value()), actor);
		this.actFor.actor(actor);
		return campaign;
	}

	/** To edit: only a draft can be (C10). */
	Campaign draft(CampaignId id, ActorId actor) {
		Campaign campaign = locked(id, actor);
		if (campaign.state() != CampaignState.DRAFT) {
			throw new Refusal(Refusal.Kind.CONFLICT, "CAMPAIGN_NOT_DRAFT");
		}
		return campaign;
	}

	private Campaign mine(Optional<Campaign> found, ActorId actor) {
		return found.filter((campaign) -> campaign.state() != CampaignState.DELETED)
			.filter((campaign) -> this.findTargets.of(actor, campaign.target()).isPresent())
			.orElseThrow(Refusal::notFound);
	}

}
