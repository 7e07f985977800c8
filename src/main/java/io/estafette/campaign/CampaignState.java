package io.estafette.campaign;

/** The lifecycle of a campaign (C10). A deleted draft exists for nobody any more. */
public enum CampaignState {

	DRAFT, SCHEDULED, ACTIVE, CLOSED, DELETED

}
