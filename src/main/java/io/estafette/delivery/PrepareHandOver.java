package io.estafette.delivery;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

import io.estafette.directory.EmployeeId;
import io.estafette.document.DocumentId;
import io.estafette.organization.ActorId;
import io.estafette.organization.NodeId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes what one source brings to one person, line by line and from several modules: a
 * deposit brings its payslip and the documents of campaigns. All lines are PREPARING.
 * Safe to repeat: there is one hand-over per source and person, and the ledger is unique
 * on line source, employee and document (C16).
 */
@Service
public class PrepareHandOver {

	/**
	 * A document for the person.
	 *
	 * @param source with which its key is unique: the deposit for its own document, the
	 * campaign for a campaign's
	 * @param sender who answers for it
	 * @param node whose people may see it (O8)
	 * @param position its place in the mail and the vault, from 1
	 * @param deposit the deposit that brings it, if one does
	 */
	public record Line(DeliveryOrigin origin, UUID source, DocumentId document, ActorId sender, NodeId node,
			int position, @Nullable UUID deposit) {
	}

	private final JdbcClient jdbc;

	private final Clock clock;

	PrepareHandOver(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Adds these lines to the hand-over, which is made when it is not there. A line that
	 * the person has already, from whatever hand-over, is left as it is.
	 * @param node whose name and logo the mail shows
	 */
	@Transactional
	public HandOverId of(DeliverySource source, ActorId sender, NodeId node, EmployeeId employee, List<Line> lines) {
		Timestamp now = Timestamp.from(this.clock.instant());
		this.jdbc.sql("""
				insert into hand_over (id, source_kind, source_id, ordinal, employee_id, node_id, sender_id, created_at)
				values (gen_random_uuid(), :kind, :source, 0, :employee, :node, :sender, :now)
				on conflict do nothing
				""")
			.param("kind", source.kind().name())
			.param("source", source.id())
			.param("employee", employee.value())
			.param("node", node.value())
			.param("sender", sender.value())
			.param("now", now)
			.update();
		HandOverId id = this.jdbc.sql("select id from hand_over where source_id = ? and employee_id = ?")
			.param(source.id())
			.param(employee.value())
			.query((row, number) -> new HandOverId(row.getObject(1, UUID.class)))
			.single();
		lines.forEach((line) -> add(id, line, now));
		return id;
	}

	private void add(HandOverId handOver, Line line, Timestamp now) {
		this.jdbc
			.sql("""
					insert into delivery (id, hand_over_id, source_id, employee_id, document_id, position, state, prepared_at,
					  node_id, sender_id, type, search, origin, deposit_id)
					select gen_random_uuid(), h.id, :source, e.id, doc.id, :position, 'PREPARING', :now,
					  :node, :sender, doc.type, e.search || ' ' || searchable(doc.name), :origin, :deposit
					from hand_over h join employee e on e.id = h.employee_id join document doc on doc.id = :document
					where h.id = :handOver
					on conflict (source_id, employee_id, document_id) do nothing
					""")
			.param("source", line.source())
			.param("position", line.position())
			.param("now", now)
			.param("sender", line.sender().value())
			.param("node", line.node().value())
			.param("origin", line.origin().name())
			.param("deposit", line.deposit())
			.param("document", line.document().value())
			.param("handOver", handOver.value())
			.update();
	}

}
