package io.estafette.campaign;

import io.estafette.organization.ActorId;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Says whether a campaign exists for somebody (O8), and reads no more of it. */
@Service
public class RequireCampaign {

	private final CampaignAccess access;

	RequireCampaign(CampaignAccess access) {
		this.access = access;
	}

	/**
	 * Passes in silence if it does.
	 * @throws io.estafette.platform.Refusal NOT_FOUND also for what the actor may not see
	 */
	@Transactional(readOnly = true)
	public void of(CampaignId id, ActorId actor) {
		this.access.visible(id, actor);
	}

}
