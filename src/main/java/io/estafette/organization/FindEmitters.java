package io.estafette.organization;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Where an actor may send free diffusions: agencies and establishments with a DLx right
 * on them or above (F2, O4), in brands whose diffusion service is on (O2). A node that is
 * not in the answer does not exist for the actor (O8).
 */
@Service
public class FindEmitters {

	private static final String EMITTERS = """
			select n.*, array_agg(distinct r.kind) as rights
			from actor a
			join access_right r on r.actor_id = a.id and r.kind in ('DL', 'DLP', 'DLS')
			join node_ancestor na on na.ancestor_id = r.node_id
			join node n on n.id = na.node_id and n.kind in ('AGENCY', 'ESTABLISHMENT')
			join brand_option o on o.brand_id = n.brand_id and o.option = 'DIFFUSION_SERVICE'
			where a.id = :actor and a.active and (a.brand_id is null or a.brand_id = n.brand_id)
			""";

	private final JdbcClient jdbc;

	FindEmitters(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** All of them, by name. */
	public List<Emitter> of(ActorId actor) {
		return this.jdbc.sql(EMITTERS + "group by n.id order by n.name, n.code")
			.param("actor", actor.value())
			.query(FindEmitters::map)
			.list();
	}

	/** One of them, if the actor may send there. */
	public Optional<Emitter> of(ActorId actor, NodeId node) {
		return this.jdbc.sql(EMITTERS + "and n.id = :node group by n.id")
			.param("actor", actor.value())
			.param("node", node.value())
			.query(FindEmitters::map)
			.optional();
	}

	private static Emitter map(ResultSet row, int number) throws SQLException {
		Set<Right> rights = EnumSet.noneOf(Right.class);
		Arrays.stream((String[]) row.getArray("rights").getArray()).map(Right::valueOf).forEach(rights::add);
		return new Emitter(NodeRows.map(row, number), rights);
	}

}
