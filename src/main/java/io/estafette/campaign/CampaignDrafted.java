package io.estafette.campaign;

import java.util.UUID;

/** A draft exists: its process begins. */
public record CampaignDrafted(UUID campaign) {
}
