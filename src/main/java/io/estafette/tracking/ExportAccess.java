package io.estafette.tracking;

import java.util.List;
import java.util.Set;
import java.util.UUID;

import io.estafette.campaign.CampaignId;
import io.estafette.campaign.FindCampaign;
import io.estafette.organization.ActorId;
import io.estafette.organization.FindEmitters;
import io.estafette.organization.FindVisibleNodes;
import io.estafette.platform.Refusal;
import org.springframework.stereotype.Component;

/**
 * Who may have which export now (O6, O8): of a campaign, whoever may see the campaign; of
 * a list, who asked for it, as long as every node that the file covers can be seen.
 */
@Component
class ExportAccess {

	private final FindCampaign findCampaign;

	private final FindEmitters findEmitters;

	private final FindVisibleNodes findVisibleNodes;

	ExportAccess(FindCampaign findCampaign, FindEmitters findEmitters, FindVisibleNodes findVisibleNodes) {
		this.findCampaign = findCampaign;
		this.findEmitters = findEmitters;
		this.findVisibleNodes = findVisibleNodes;
	}

	/** The nodes whose lines somebody sees in a list; NOT_FOUND where there are none. */
	UUID[] nodes(ExportSubject list, ActorId actor) {
		List<UUID> nodes = switch (list) {
			case CAMPAIGN -> throw new IllegalArgumentException("A campaign is no list");
			case SENDS -> this.findEmitters.of(actor).stream().map((emitter) -> emitter.node().id().value()).toList();
			case DEPOSITS -> this.findVisibleNodes.of(actor).stream().map((node) -> node.id().value()).toList();
		};
		if (nodes.isEmpty()) {
			throw Refusal.notFound();
		}
		return nodes.toArray(UUID[]::new);
	}

	/** NOT_FOUND unless the actor may have it. */
	void require(ActorId actor, ExportScope scope) {
		if (scope.campaign() != null) {
			this.findCampaign.of(new CampaignId(scope.campaign()), actor);
		}
		else if (!scope.author().equals(actor) || scope.nodes() == null
				|| !Set.copyOf(List.of(nodes(scope.subject(), actor))).containsAll(List.of(scope.nodes()))) {
			throw Refusal.notFound();
		}
	}

}
