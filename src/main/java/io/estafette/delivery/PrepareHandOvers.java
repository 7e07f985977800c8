package io.estafette.delivery;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import io.estafette.directory.EmployeeId;
import io.estafette.document.DocumentId;
import io.estafette.organization.ActorId;
import io.estafette.organization.NodeId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes the ledger lines of a source: one hand-over per person and one delivery per
 * person and document, all PREPARING. Safe to repeat: the ledger is unique on source,
 * employee and document (C16).
 */
@Service
public class PrepareHandOvers {

	private final JdbcClient jdbc;

	private final Clock clock;

	PrepareHandOvers(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * A hand-over that waits to be served.
	 *
	 * @param ordinal its place among those of its source, from 0
	 */
	public record Prepared(HandOverId id, int ordinal) {
	}

	/**
	 * Prepares everything that the source brings.
	 * @param node the emitter, whose name and logo the mail shows
	 * @param documents in the order in which people see them
	 * @return the hand-overs of this source that are still to be served, by ordinal: all
	 * of them the first time, those that failed before when it is retried
	 */
	@Transactional
	public List<Prepared> of(DeliverySource source, ActorId sender, NodeId node, Collection<EmployeeId> recipients,
			List<DocumentId> documents) {
		Timestamp now = Timestamp.from(this.clock.instant());
		// Of two workers that do this at once, the second waits for the first and then
		// finds everything there.
		this.jdbc.sql("select 1 from pg_advisory_xact_lock(hashtextextended(?, 0))")
			.param(source.id().toString())
			.query(Integer.class)
			.single();
		this.jdbc.sql("""
				insert into hand_over (id, source_kind, source_id, ordinal, employee_id, node_id, sender_id, created_at)
				select gen_random_uuid(), :kind, :source,
				  (select coalesce(max(ordinal), -1) from hand_over where source_id = :source)
				    + row_number() over (order by e.last_name, e.first_name, e.id),
				  e.id, :node, :sender, :now
				from employee e
				where e.id = any(:employees)
				and not exists (select 1 from hand_over h where h.source_id = :source and h.employee_id = e.id)
				""")
			.param("kind", source.kind().name())
			.param("source", source.id())
			.param("node", node.value())
			.param("sender", sender.value())
			.param("now", now)
			.param("employees", recipients.stream().map(EmployeeId::value).toArray(UUID[]::new))
			.update();
		this.jdbc
			.sql("""
					insert into delivery (id, hand_over_id, source_id, employee_id, document_id, position, state, prepared_at,
					  node_id, sender_id, type, search)
					select gen_random_uuid(), h.id, h.source_id, h.employee_id, d.id, d.position, 'PREPARING', :now,
					  h.node_id, h.sender_id, doc.type, e.search || ' ' || searchable(doc.name)
					from hand_over h
					join employee e on e.id = h.employee_id
					cross join unnest(:documents) with ordinality as d (id, position)
					join document doc on doc.id = d.id
					where h.source_id = :source
					-- Numbered backwards: the newest first is then the first person first.
					order by h.ordinal desc, d.position desc
					on conflict (source_id, employee_id, document_id) do nothing
					""")
			.param("source", source.id())
			.param("documents", documents.stream().map(DocumentId::value).toArray(UUID[]::new))
			.param("now", now)
			.update();
		return this.jdbc.sql("""
				select h.id, h.ordinal from hand_over h
				where h.source_id = ?
				and exists (select 1 from delivery d where d.hand_over_id = h.id and d.state = 'PREPARING')
				order by h.ordinal
				""")
			.param(source.id())
			.query((row, number) -> new Prepared(new HandOverId(row.getObject(1, UUID.class)), row.getInt(2)))
			.list();
	}

}
