package io.estafette.organization;

import java.util.List;
import java.util.UUID;

import io.estafette.platform.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Adds a brand, company, agency or establishment to the tree (O1). */
@Service
public class CreateNode {

	private final AdminAccess access;

	private final FindNode findNode;

	private final JdbcClient jdbc;

	CreateNode(AdminAccess access, FindNode findNode, JdbcClient jdbc) {
		this.access = access;
		this.findNode = findNode;
		this.jdbc = jdbc;
	}

	/** Which kinds can be added below a node of this kind. */
	public static List<NodeKind> kindsBelow(NodeKind parent) {
		return switch (parent) {
			case BRAND -> List.of(NodeKind.COMPANY, NodeKind.AGENCY, NodeKind.ESTABLISHMENT);
			case COMPANY -> List.of(NodeKind.AGENCY, NodeKind.ESTABLISHMENT);
			case AGENCY, ESTABLISHMENT -> List.of();
		};
	}

	/**
	 * The new node; a new brand has its diffusion service off.
	 * @param parent null for a brand
	 * @param code 2 to 30 letters, digits and hyphens; unique in the brand
	 * @throws Refusal NOT_FOUND, ADMIN_NAME_INVALID, ADMIN_CODE_INVALID, NODE_CODE_TAKEN
	 * or NODE_KIND_MISPLACED
	 */
	@Transactional
	public NodeId of(ActorId admin, @Nullable NodeId parent, NodeKind kind, String code, String name) {
		this.access.require(admin);
		UUID id = UUID.randomUUID();
		UUID brand = id;
		if (parent != null) {
			Node above = this.findNode.byId(parent).orElseThrow(Refusal::notFound);
			if (!kindsBelow(above.kind()).contains(kind)) {
				throw new Refusal(Refusal.Kind.INVALID, "NODE_KIND_MISPLACED");
			}
			brand = above.brand().value();
		}
		else if (kind != NodeKind.BRAND) {
			throw new Refusal(Refusal.Kind.INVALID, "NODE_KIND_MISPLACED");
		}
		int created = this.jdbc.sql("""
				insert into node (id, brand_id, parent_id, kind, code, name) values (?, ?, ?, ?, ?, ?)
				on conflict do nothing
				""")
			.param(id)
			.param(brand)
			.param((parent != null) ? parent.value() : null)
			.param(kind.name())
			.param(AdminTexts.code(code))
			.param(AdminTexts.name(name))
			.update();
		if (created == 0) {
			throw new Refusal(Refusal.Kind.CONFLICT, "NODE_CODE_TAKEN");
		}
		this.jdbc.sql("""
				insert into node_ancestor (node_id, ancestor_id, distance)
				select :id, a.ancestor_id, a.distance + 1 from node_ancestor a where a.node_id = :parent
				union all select :id, :id, 0
				""").param("id", id).param("parent", (parent != null) ? parent.value() : null).update();
		return new NodeId(id);
	}

}
