package io.estafette.organization;

import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * The agencies and establishments whose employees an HR user sees: with any right on them
 * or above (O8), in brands whose diffusion service is on (O2).
 */
@Service
public class FindVisibleNodes {

	private final JdbcClient jdbc;

	FindVisibleNodes(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** All of them, by name. */
	public List<Node> of(ActorId actor) {
		return this.jdbc.sql("""
				select distinct n.* from actor a
				join access_right r on r.actor_id = a.id
				join node_ancestor na on na.ancestor_id = r.node_id
				join node n on n.id = na.node_id and n.kind in ('AGENCY', 'ESTABLISHMENT')
				join brand_option o on o.brand_id = n.brand_id and o.option = 'DIFFUSION_SERVICE'
				where a.id = ? and a.active and (a.brand_id is null or a.brand_id = n.brand_id)
				order by n.name, n.code
				""").param(actor.value()).query(NodeRows::map).list();
	}

}
