package io.estafette.campaign;

import java.time.Clock;

import io.estafette.organization.ActorId;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Deletes a draft with its documents (C9, C10). */
@Service
public class DeleteCampaign {

	private final CampaignAccess access;

	private final CampaignDocuments documents;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	DeleteCampaign(CampaignAccess access, CampaignDocuments documents, ApplicationEventPublisher events, Clock clock) {
		this.access = access;
		this.documents = documents;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Deletes it.
	 * @throws Refusal NOT_FOUND, CAMPAIGN_NOT_DRAFT
	 */
	@Transactional
	public void of(CampaignId id, ActorId actor) {
		Campaign campaign = this.access.draft(id, actor);
		this.documents.removeAll(id);
		campaign.delete(this.clock.instant());
		this.events.publishEvent(new CampaignChanged(id.value(), CampaignChanged.Change.DELETED, campaign.launches()));
	}

}
