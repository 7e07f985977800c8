package io.estafette.diffusion;

import io.estafette.organization.ActorId;
import io.estafette.platform.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Removes all recipients of a draft at once (F3). */
@Service
public class ClearRecipients {

	private final DraftAccess access;

	private final JdbcClient jdbc;

	ClearRecipients(DraftAccess access, JdbcClient jdbc) {
		this.access = access;
		this.jdbc = jdbc;
	}

	/**
	 * Removes them. Safe to repeat.
	 * @throws Refusal NOT_FOUND for others' drafts, DIFFUSION_ALREADY_SENT
	 */
	@Transactional
	public void of(FreeDiffusionId id, ActorId actor) {
		this.access.draft(id, actor);
		this.jdbc.sql("delete from free_diffusion_recipient where diffusion_id = ?").param(id.value()).update();
	}

}
