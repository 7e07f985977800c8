package io.estafette.campaign;

import java.time.Clock;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

import io.estafette.organization.ActorId;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Makes a new draft of a campaign, with everything but the dates (C11). */
@Service
public class DuplicateCampaign {

	private final CampaignAccess access;

	private final CampaignRepository campaigns;

	private final CampaignDocuments documents;

	private final ClientCompanies clientCompanies;

	private final MessageSource messages;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	DuplicateCampaign(CampaignAccess access, CampaignRepository campaigns, CampaignDocuments documents,
			ClientCompanies clientCompanies, MessageSource messages, ApplicationEventPublisher events, Clock clock) {
		this.access = access;
		this.campaigns = campaigns;
		this.documents = documents;
		this.clientCompanies = clientCompanies;
		this.messages = messages;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Duplicates it.
	 * @param leaveOutServed whether people already served by it are not served again
	 * @param language of the copy's name
	 * @throws Refusal NOT_FOUND
	 */
	@Transactional
	public CampaignId of(CampaignId id, ActorId actor, CampaignOrigin origin, boolean leaveOutServed, Locale language) {
		return copy(id, new CampaignId(UUID.randomUUID()), actor, origin, leaveOutServed, language);
	}

	/**
	 * Duplicates it, unless the same form did already: a second click makes no second
	 * draft.
	 * @param form the id that the form proposes
	 * @throws Refusal NOT_FOUND
	 */
	@Transactional
	public CampaignId fromForm(UUID form, CampaignId id, ActorId actor, boolean leaveOutServed, Locale language) {
		return this.campaigns.findOfForm(form, actor)
			.map(Campaign::id)
			.orElseGet(
					() -> copy(id, this.campaigns.freeId(form), actor, CampaignOrigin.PAGE, leaveOutServed, language));
	}

	private CampaignId copy(CampaignId id, CampaignId copyId, ActorId actor, CampaignOrigin origin,
			boolean leaveOutServed, Locale language) {
		Campaign original = this.access.locked(id, actor);
		String name = original.name();
		Set<UUID> companies = this.clientCompanies.of(id);
		Campaign copy = original.duplicate(copyId, actor, origin, leaveOutServed, companies,
				(name != null) ? CampaignTexts
					.cut(this.messages.getMessage("campaign.copyOf", new Object[] { name }, language)) : null,
				this.clock.instant());
		this.campaigns.saveAndFlush(copy);
		this.clientCompanies.set(copy.id(), copy.brand(), companies);
		this.documents.copy(id, copy.id());
		this.events.publishEvent(new CampaignDrafted(copy.id().value()));
		return copy.id();
	}

}
