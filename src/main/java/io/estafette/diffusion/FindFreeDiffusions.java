package io.estafette.diffusion;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.estafette.organization.ActorId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** An actor's own latest free diffusions, newest first. */
@Service
public class FindFreeDiffusions {

	/**
	 * One of them.
	 *
	 * @param emitter the emitter's name, once chosen
	 * @param refusal the code of the refusal that ended it
	 */
	public record Line(FreeDiffusionId id, FreeDiffusionOrigin origin, FreeDiffusionState state,
			@Nullable String emitter, int recipients, int documents, @Nullable String refusal, Instant createdAt) {

		/** Whether it can still be changed, and waits for its author. */
		public boolean isDraft() {
			return this.state == FreeDiffusionState.DRAFT;
		}

	}

	private final JdbcClient jdbc;

	FindFreeDiffusions(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** At most {@code limit}; abandoned drafts are left out. */
	public List<Line> of(ActorId sender, int limit) {
		return this.jdbc.sql("""
				select f.id, f.state, n.name, f.refusal, f.created_at, f.origin,
				  (select count(*) from free_diffusion_recipient r where r.diffusion_id = f.id) as recipients,
				  (select count(*) from free_diffusion_document d where d.diffusion_id = f.id) as documents
				from free_diffusion f left join node n on n.id = f.emitter_id
				where f.sender_id = ? and f.state <> 'ABANDONED'
				order by f.created_at desc limit ?
				""")
			.param(sender.value())
			.param(limit)
			.query((row, number) -> new Line(new FreeDiffusionId(row.getObject(1, UUID.class)),
					FreeDiffusionOrigin.valueOf(row.getString("origin")), FreeDiffusionState.valueOf(row.getString(2)),
					row.getString(3), row.getInt("recipients"), row.getInt("documents"), row.getString(4),
					row.getTimestamp(5).toInstant()))
			.list();
	}

}
