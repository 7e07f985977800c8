package io.estafette.organization;

import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Who is told what became of something that was sent: who sent it, as long as they may
 * see it (O8); else another HR user who may, so that it is not lost.
 */
@Service
public class FindWhoToTell {

	private final JdbcClient jdbc;

	FindWhoToTell(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * One person, or the system that sent it.
	 * @param node in whose name it was sent
	 * @param kind says which rights show it. A campaign is shown to those whose right
	 * reaches up to its target: of several, the one with the highest. Of those who may
	 * send, the one nearest to the node, first with the right to have documents signed.
	 */
	public Optional<ActorId> of(NodeId node, ActorId sender, DiffusionKind kind) {
		return this.jdbc.sql("""
				select a.id from actor a
				join access_right r on r.actor_id = a.id and r.kind = any(:rights)
				join node_ancestor na on na.ancestor_id = r.node_id and na.node_id = :node
				join node n on n.id = na.node_id
				join brand_option o on o.brand_id = n.brand_id and o.option = 'DIFFUSION_SERVICE'
				where a.active and (a.id = :sender or a.kind = 'HR_USER')
				and (a.brand_id is null or a.brand_id = n.brand_id)
				order by a.id = :sender desc, r.kind = 'DLS' desc,
				  case r.kind when 'D' then - na.distance else na.distance end, a.login
				limit 1
				""")
			.param("rights", kind.rights().stream().map(Right::name).toArray(String[]::new))
			.param("node", node.value())
			.param("sender", sender.value())
			.query((row, number) -> new ActorId(row.getObject(1, UUID.class)))
			.optional();
	}

}
