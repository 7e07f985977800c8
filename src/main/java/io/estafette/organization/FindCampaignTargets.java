package io.estafette.organization;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * For which nodes an actor may run campaigns: those with the right D on them or above, a
 * brand only with D on itself (O5), in brands whose diffusion service is on (O2). A node
 * that is not in the answer does not exist for the actor (O8).
 */
@Service
public class FindCampaignTargets {

	private static final String TARGETS = """
			select distinct n.*, n.kind = 'BRAND' and not exists (
			  select 1 from brand_option b where b.brand_id = n.id and b.option = 'BRAND_CAMPAIGNS') as off
			from actor a
			join access_right r on r.actor_id = a.id and r.kind = 'D'
			join node_ancestor na on na.ancestor_id = r.node_id
			join node n on n.id = na.node_id
			join brand_option o on o.brand_id = n.brand_id and o.option = 'DIFFUSION_SERVICE'
			where a.id = :actor and a.active and (a.brand_id is null or a.brand_id = n.brand_id)
			""";

	private final JdbcClient jdbc;

	FindCampaignTargets(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** All of them, by name. */
	public List<CampaignTarget> of(ActorId actor) {
		return this.jdbc.sql("select * from (" + TARGETS + ") t order by name, code")
			.param("actor", actor.value())
			.query(FindCampaignTargets::map)
			.list();
	}

	/** One of them, if the actor may run campaigns for it. */
	public Optional<CampaignTarget> of(ActorId actor, NodeId node) {
		return this.jdbc.sql(TARGETS + "and n.id = :node")
			.param("actor", actor.value())
			.param("node", node.value())
			.query(FindCampaignTargets::map)
			.optional();
	}

	private static CampaignTarget map(ResultSet row, int number) throws SQLException {
		return new CampaignTarget(
				new Node(new NodeId(row.getObject("id", UUID.class)), new NodeId(row.getObject("brand_id", UUID.class)),
						NodeKind.valueOf(row.getString("kind")), row.getString("code"), row.getString("name")),
				row.getBoolean("off"));
	}

}
