package io.estafette.diffusion;

import io.estafette.organization.ActorId;
import io.estafette.organization.FindEmitters;
import io.estafette.organization.NodeId;
import io.estafette.platform.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Chooses the one emitter of a draft; another one than before clears the recipients (F2).
 */
@Service
public class ChooseEmitter {

	private final DraftAccess access;

	private final FindEmitters findEmitters;

	private final JdbcClient jdbc;

	ChooseEmitter(DraftAccess access, FindEmitters findEmitters, JdbcClient jdbc) {
		this.access = access;
		this.findEmitters = findEmitters;
		this.jdbc = jdbc;
	}

	/**
	 * Chooses it.
	 * @throws Refusal EMITTER_NOT_ALLOWED when the actor holds no DLx right there
	 */
	@Transactional
	public void of(FreeDiffusionId id, ActorId actor, NodeId emitter) {
		FreeDiffusion draft = this.access.draft(id, actor);
		this.findEmitters.of(actor, emitter)
			.orElseThrow(() -> new Refusal(Refusal.Kind.FORBIDDEN, "EMITTER_NOT_ALLOWED"));
		if (!emitter.equals(draft.emitter())) {
			this.jdbc.sql("delete from free_diffusion_recipient where diffusion_id = ?").param(id.value()).update();
			draft.chooseEmitter(emitter);
		}
	}

}
