package io.estafette.campaign;

import java.time.Clock;

import io.estafette.organization.ActorId;
import io.estafette.organization.CampaignTarget;
import io.estafette.platform.Refusal;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Changes a draft (C2, C10). */
@Service
public class ChangeCampaign {

	private final CampaignAccess access;

	private final ClientCompanies clientCompanies;

	private final Clock clock;

	ChangeCampaign(CampaignAccess access, ClientCompanies clientCompanies, Clock clock) {
		this.access = access;
		this.clientCompanies = clientCompanies;
		this.clock = clock;
	}

	/**
	 * Replaces the settings; the documents stay.
	 * @throws Refusal NOT_FOUND, CAMPAIGN_NOT_DRAFT, CAMPAIGN_OTHER_BRAND, NAME_TOO_LONG,
	 * CAMPAIGN_DATE_INVALID, CLIENT_COMPANY_NOT_FOUND
	 */
	@Transactional
	public void of(CampaignId id, ActorId actor, CampaignSettings settings) {
		Campaign campaign = this.access.draft(id, actor);
		CampaignTarget target = this.access.target(actor, settings.target());
		if (!target.node().brand().equals(campaign.brand())) {
			throw new Refusal(Refusal.Kind.INVALID, "CAMPAIGN_OTHER_BRAND");
		}
		campaign.configure(CampaignTexts.bounded(settings), this.clock.instant());
		this.clientCompanies.set(id, campaign.brand(), settings.clientCompanies());
	}

}
