package io.estafette.campaign;

import io.estafette.delivery.ListDeliveries;
import io.estafette.organization.ActorId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The ledger lines of a campaign, for those who may run campaigns for its target (C14).
 */
@Service
public class FindCampaignDeliveries {

	private final CampaignAccess access;

	private final ListDeliveries listDeliveries;

	FindCampaignDeliveries(CampaignAccess access, ListDeliveries listDeliveries) {
		this.access = access;
		this.listDeliveries = listDeliveries;
	}

	/**
	 * The first lines after the cursor.
	 * @throws Refusal NOT_FOUND
	 */
	@Transactional(readOnly = true)
	public ListDeliveries.Page of(CampaignId id, ActorId actor, @Nullable Long after, int limit) {
		this.access.visible(id, actor);
		return this.listDeliveries.of(id.value(), after, limit);
	}

}
