package io.estafette.organization;

import java.sql.Types;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.estafette.platform.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** One HR user or system with its rights, for the administration (O4). */
@Service
public class FindActorSettings {

	/**
	 * The settings.
	 *
	 * @param sends what a payroll system sends (C3)
	 * @param rights what is held on which node
	 * @param nodes where rights can be given, as a tree from the top
	 */
	public record Settings(Actor actor, boolean active, @Nullable Node brand, Set<PayrollDocument> sends,
			List<Held> rights, List<Place> nodes) {
	}

	/** Rights on one node. */
	public record Held(Node node, String brand, Set<Right> rights) {
	}

	/**
	 * A node in the tree.
	 *
	 * @param depth 0 for a brand
	 */
	public record Place(Node node, int depth) {
	}

	private final AdminAccess access;

	private final FindNode findNode;

	private final JdbcClient jdbc;

	FindActorSettings(AdminAccess access, FindNode findNode, JdbcClient jdbc) {
		this.access = access;
		this.findNode = findNode;
		this.jdbc = jdbc;
	}

	/**
	 * The settings of this actor.
	 * @throws Refusal NOT_FOUND for who is no administrator, and when there is no such
	 * actor
	 */
	public Settings of(ActorId admin, Actor.Kind kind, ActorId id) {
		this.access.require(admin);
		Actor actor = this.jdbc.sql("select * from actor where id = ? and kind = ?")
			.param(id.value())
			.param(kind.name())
			.query(ActorRows::map)
			.optional()
			.orElseThrow(Refusal::notFound);
		boolean active = this.jdbc.sql("select active from actor where id = ?")
			.param(id.value())
			.query(Boolean.class)
			.single();
		NodeId brand = actor.brand();
		Set<PayrollDocument> sends = EnumSet.noneOf(PayrollDocument.class);
		this.jdbc.sql("select kind from system_sends where actor_id = ?")
			.param(id.value())
			.query(String.class)
			.list()
			.forEach((sent) -> sends.add(PayrollDocument.valueOf(sent)));
		return new Settings(actor, active, (brand != null) ? this.findNode.byId(brand).orElseThrow() : null, sends,
				rights(id), places(brand));
	}

	private List<Held> rights(ActorId id) {
		return this.jdbc.sql("""
				select n.*, b.name as brand_name, array_agg(r.kind) as rights
				from access_right r join node n on n.id = r.node_id join node b on b.id = n.brand_id
				where r.actor_id = ? group by n.id, b.name order by b.name, n.name, n.code
				""").param(id.value()).query((row, number) -> {
			Set<Right> rights = EnumSet.noneOf(Right.class);
			for (String right : (String[]) row.getArray("rights").getArray()) {
				rights.add(Right.valueOf(right));
			}
			return new Held(NodeRows.map(row, number), row.getString("brand_name"), rights);
		}).list();
	}

	private List<Place> places(@Nullable NodeId brand) {
		return this.jdbc
			.sql("""
					with recursive tree as (
					  select n.*, 0 as depth, array[n.name, n.code] as path from node n
					  where n.kind = 'BRAND' and (:brand::uuid is null or n.id = :brand)
					  union all
					  select n.*, t.depth + 1, t.path || array[n.name, n.code] from node n join tree t on n.parent_id = t.id)
					select * from tree order by path
					""")
			.param("brand", (brand != null) ? brand.value() : null, Types.OTHER)
			.query((row, number) -> new Place(NodeRows.map(row, number), row.getInt("depth")))
			.list();
	}

}
