package io.estafette.organization;

import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Explains an empty menu: whether an actor holds rights only where the diffusion service
 * is off (O2).
 */
@Service
public class FindSwitchedOffBrand {

	private final JdbcClient jdbc;

	FindSwitchedOffBrand(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** A brand without the service in which the actor holds a DLx right. */
	public Optional<NodeId> of(ActorId actor) {
		return this.jdbc.sql("""
				select n.brand_id from access_right r join node n on n.id = r.node_id
				where r.actor_id = ? and r.kind in ('DL', 'DLP', 'DLS')
				and not exists (select 1 from brand_option o
				  where o.brand_id = n.brand_id and o.option = 'DIFFUSION_SERVICE')
				order by n.brand_id limit 1
				""").param(actor.value()).query(UUID.class).optional().map(NodeId::new);
	}

}
