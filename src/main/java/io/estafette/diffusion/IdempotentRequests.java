package io.estafette.diffusion;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

import io.estafette.organization.ActorId;
import io.estafette.platform.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Answers a request that comes again under its key with its first result. */
@Component
class IdempotentRequests {

	private record Answered(byte[] content, FreeDiffusionId diffusion) {
	}

	private final JdbcClient jdbc;

	private final Clock clock;

	IdempotentRequests(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * What this key was answered with. Until the end of the transaction, whoever else
	 * asks for the same key waits, and then sees what this transaction recorded.
	 * @throws Refusal IDEMPOTENCY_KEY_REUSED when it came with other content
	 */
	Optional<FreeDiffusionId> answered(ActorId actor, String key, byte[] content) {
		this.jdbc.sql("select 1 from pg_advisory_xact_lock(hashtextextended(?, 0))")
			.param("idempotent_request " + actor + " " + key)
			.query(Integer.class)
			.single();
		Optional<Answered> answered = this.jdbc
			.sql("select content_hash, diffusion_id from idempotent_request where actor_id = ? and key = ?")
			.param(actor.value())
			.param(key)
			.query((row, number) -> new Answered(row.getBytes(1), new FreeDiffusionId(row.getObject(2, UUID.class))))
			.optional();
		if (answered.isPresent() && !Arrays.equals(answered.get().content(), content)) {
			throw new Refusal(Refusal.Kind.CONFLICT, "IDEMPOTENCY_KEY_REUSED");
		}
		return answered.map(Answered::diffusion);
	}

	void record(ActorId actor, String key, byte[] content, FreeDiffusionId diffusion) {
		this.jdbc.sql("""
				insert into idempotent_request (actor_id, key, content_hash, diffusion_id, created_at)
				values (?, ?, ?, ?, ?)
				""")
			.param(actor.value())
			.param(key)
			.param(content)
			.param(diffusion.value())
			.param(Timestamp.from(this.clock.instant()))
			.update();
	}

}
