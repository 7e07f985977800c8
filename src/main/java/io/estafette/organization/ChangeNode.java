package io.estafette.organization;

import io.estafette.platform.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Renames a node, and how it shows itself (O1, O7). */
@Service
public class ChangeNode {

	private final AdminAccess access;

	private final FindNode findNode;

	private final JdbcClient jdbc;

	ChangeNode(AdminAccess access, FindNode findNode, JdbcClient jdbc) {
		this.access = access;
		this.findNode = findNode;
		this.jdbc = jdbc;
	}

	/**
	 * The code never changes.
	 * @param senderName empty to inherit it
	 * @param supportAddress of a brand; empty for the platform's
	 * @throws Refusal NOT_FOUND, ADMIN_NAME_INVALID or ADMIN_MAIL_INVALID
	 */
	@Transactional
	public void of(ActorId admin, NodeId id, String name, String senderName, String supportAddress) {
		this.access.require(admin);
		Node node = this.findNode.byId(id).orElseThrow(Refusal::notFound);
		this.jdbc.sql("update node set name = ?, sender_name = ? where id = ?")
			.param(AdminTexts.name(name))
			.param(senderName.isBlank() ? null : AdminTexts.name(senderName))
			.param(id.value())
			.update();
		if (node.kind() != NodeKind.BRAND) {
			return;
		}
		if (supportAddress.isBlank()) {
			this.jdbc.sql("delete from brand_support where brand_id = ?").param(id.value()).update();
		}
		else {
			this.jdbc.sql("""
					insert into brand_support (brand_id, address) values (?, ?)
					on conflict (brand_id) do update set address = excluded.address
					""").param(id.value()).param(AdminTexts.mail(supportAddress)).update();
		}
	}

}
