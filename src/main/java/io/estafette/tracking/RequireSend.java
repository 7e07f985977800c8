package io.estafette.tracking;

import java.util.UUID;

import io.estafette.diffusion.FreeDiffusionId;
import io.estafette.organization.ActorId;
import io.estafette.organization.FindEmitters;
import io.estafette.organization.NodeId;
import io.estafette.platform.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Says whether a sent free diffusion exists for somebody (O8), and reads no more of it.
 */
@Service
public class RequireSend {

	private final JdbcClient jdbc;

	private final FindEmitters findEmitters;

	RequireSend(JdbcClient jdbc, FindEmitters findEmitters) {
		this.jdbc = jdbc;
		this.findEmitters = findEmitters;
	}

	/**
	 * Passes in silence if it does.
	 * @throws Refusal NOT_FOUND for drafts, and for what the reader may not see
	 */
	@Transactional(readOnly = true)
	public void of(FreeDiffusionId id, ActorId reader) {
		this.jdbc.sql("select emitter_id from free_diffusion where id = ? and sent_at is not null")
			.param(id.value())
			.query((row, number) -> new NodeId(row.getObject(1, UUID.class)))
			.optional()
			.flatMap((emitter) -> this.findEmitters.of(reader, emitter))
			.orElseThrow(Refusal::notFound);
	}

}
