package io.estafette.campaign.web;

import io.estafette.campaign.CampaignView;
import io.estafette.organization.NodeKind;

/** Where the list is that shows a campaign (C1, C12). */
final class CampaignList {

	private CampaignList() {
	}

	/** The list of the campaign's own node. */
	static String address(CampaignView campaign) {
		String level = (campaign.target().kind() == NodeKind.BRAND) ? "marque" : "agence";
		return "/diffusions/pilotee?level=" + level + "&node=" + campaign.target().id();
	}

}
