package io.estafette.campaign;

/** Where a campaign was drafted. */
public enum CampaignOrigin {

	TASKLIST, PAGE, API

}
