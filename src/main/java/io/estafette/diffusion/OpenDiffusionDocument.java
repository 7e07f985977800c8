package io.estafette.diffusion;

import java.util.List;
import java.util.UUID;

import io.estafette.document.DocumentId;
import io.estafette.document.OpenDocument;
import io.estafette.organization.Actor;
import io.estafette.organization.FindCampaignTargets;
import io.estafette.organization.NodeId;
import io.estafette.platform.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Opens a document of a sent free diffusion for a system, as delivered (O8). */
@Service
public class OpenDiffusionDocument {

	private final FreeDiffusionRepository diffusions;

	private final SentAccess access;

	private final OpenDocument openDocument;

	private final FindCampaignTargets findTargets;

	private final JdbcClient jdbc;

	OpenDiffusionDocument(FreeDiffusionRepository diffusions, SentAccess access, OpenDocument openDocument,
			FindCampaignTargets findTargets, JdbcClient jdbc) {
		this.diffusions = diffusions;
		this.access = access;
		this.openDocument = openDocument;
		this.findTargets = findTargets;
		this.jdbc = jdbc;
	}

	/**
	 * The bytes that people receive; the stream is the caller's to close.
	 * @throws Refusal SERVICE_OFF, NOT_FOUND also for what the actor may not see, or
	 * DOCUMENT_NOT_SEALED while a protected document waits for its seal
	 */
	@Transactional(readOnly = true)
	public OpenDocument.Opened of(Actor actor, DocumentId document) {
		this.access.requireService(actor);
		List<UUID> holders = this.jdbc.sql("select diffusion_id from free_diffusion_document where document_id = ?")
			.param(document.value())
			.query(UUID.class)
			.list();
		if (this.diffusions.findAllById(holders)
			.stream()
			.noneMatch((holder) -> this.access.emitter(actor.id(), holder).isPresent())
				&& !isOfCampaign(actor, document)) {
			throw Refusal.notFound();
		}
		return this.openDocument.asDelivered(document)
			.orElseThrow(() -> new Refusal(Refusal.Kind.CONFLICT, "DOCUMENT_NOT_SEALED"));
	}

	/** What a launched campaign hands out, for those who may run campaigns there (O8). */
	private boolean isOfCampaign(Actor actor, DocumentId document) {
		return this.jdbc.sql("""
				select distinct c.target_id from campaign_document cd join campaign c on c.id = cd.campaign_id
				where cd.document_id = ? and c.launched_at is not null
				""")
			.param(document.value())
			.query(UUID.class)
			.list()
			.stream()
			.anyMatch((target) -> this.findTargets.of(actor.id(), new NodeId(target)).isPresent());
	}

}
