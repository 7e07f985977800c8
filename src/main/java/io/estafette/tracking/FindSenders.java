package io.estafette.tracking;

import java.util.List;
import java.util.UUID;

import io.estafette.organization.ActorId;
import io.estafette.organization.FindEmitters;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Who has ever sent something that the reader may see, to filter by (F9). */
@Service
public class FindSenders {

	/** An HR user or a system. */
	public record Sender(ActorId id, String name) {
	}

	private final JdbcClient jdbc;

	private final FindEmitters findEmitters;

	FindSenders(JdbcClient jdbc, FindEmitters findEmitters) {
		this.jdbc = jdbc;
		this.findEmitters = findEmitters;
	}

	/** All of them, by name. */
	public List<Sender> of(ActorId reader) {
		return this.jdbc.sql("""
				select a.id, a.name from actor a
				where exists (select 1 from free_diffusion f
				  where f.sender_id = a.id and f.emitter_id = any(?) and f.sent_at is not null)
				order by a.name, a.id
				""")
			.param(this.findEmitters.of(reader)
				.stream()
				.map((emitter) -> emitter.node().id().value())
				.toArray(UUID[]::new))
			.query((row, number) -> new Sender(new ActorId(row.getObject(1, UUID.class)), row.getString(2)))
			.list();
	}

}
