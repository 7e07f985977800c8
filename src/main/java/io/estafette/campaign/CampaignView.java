package io.estafette.campaign;

import java.time.Instant;
import java.util.List;

import io.estafette.document.DocumentView;
import io.estafette.organization.Node;
import org.jspecify.annotations.Nullable;

/**
 * A campaign as its users see it.
 *
 * @param settings what was configured; client companies by id
 * @param clientCompanyCodes the same client companies by code
 * @param served people who have its documents
 * @param handedOver documents handed over
 * @param notServed documents that did not reach their person, with the reason in the
 * ledger
 * @param toSign documents that still wait for a signature
 * @param readyAt since when its documents can be handed over
 * @param caughtUpAt when everybody with an earlier deposit was served
 * @param processInstance the key of the process instance that looks after it
 */
public record CampaignView(CampaignId id, CampaignState state, CampaignOrigin origin, Node target,
		CampaignSettings settings, List<String> clientCompanyCodes, List<DocumentView> documents, boolean leavesOut,
		String author, @Nullable String launchedBy, @Nullable Instant launchedAt, @Nullable Instant readyAt,
		@Nullable Instant activatedAt, @Nullable Instant closedAt, @Nullable String closedBy, int served,
		int handedOver, int notServed, int toSign, int signed, Instant createdAt, @Nullable Instant caughtUpAt,
		int launches, @Nullable Long processInstance) {

	/** Launched, and nobody can be served yet. */
	public boolean isPreparing() {
		return this.readyAt == null && (this.state == CampaignState.SCHEDULED || this.state == CampaignState.ACTIVE);
	}

}
