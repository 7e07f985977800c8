package io.estafette.organization;

import java.util.Set;

import io.estafette.platform.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gives and withdraws rights on a node (O4, O5); at once, also for sends under way (O6).
 */
@Service
public class ChangeRights {

	private final AdminAccess access;

	private final FindNode findNode;

	private final JdbcClient jdbc;

	ChangeRights(AdminAccess access, FindNode findNode, JdbcClient jdbc) {
		this.access = access;
		this.findNode = findNode;
		this.jdbc = jdbc;
	}

	/**
	 * Exactly these rights are held on this very node from now on; rights on other nodes
	 * stay.
	 * @throws Refusal NOT_FOUND for who is no administrator, when there is no such actor
	 * or node, and for a node outside a system's brand
	 */
	@Transactional
	public void of(ActorId admin, ActorId id, NodeId node, Set<Right> rights) {
		this.access.require(admin);
		Actor actor = this.jdbc.sql("select * from actor where id = ?")
			.param(id.value())
			.query(ActorRows::map)
			.optional()
			.orElseThrow(Refusal::notFound);
		this.findNode.byId(node)
			.filter((found) -> actor.brand() == null || found.brand().equals(actor.brand()))
			.orElseThrow(Refusal::notFound);
		this.jdbc.sql("delete from access_right where actor_id = ? and node_id = ?")
			.param(id.value())
			.param(node.value())
			.update();
		rights.forEach((right) -> this.jdbc.sql("insert into access_right (actor_id, node_id, kind) values (?, ?, ?)")
			.param(id.value())
			.param(node.value())
			.param(right.name())
			.update());
	}

}
