package io.estafette.signature;

import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

import io.estafette.organization.ActorId;
import io.estafette.organization.Right;
import io.estafette.platform.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who may see the sender's side of a signature (O8): of a free diffusion, whoever holds a
 * DLx right on its node; of a campaign, whoever holds D there.
 */
@Component
class SenderAccess {

	private final SignatureRequests requests;

	private final JdbcClient jdbc;

	SenderAccess(SignatureRequests requests, JdbcClient jdbc) {
		this.requests = requests;
		this.jdbc = jdbc;
	}

	/** The request, or NOT_FOUND. */
	SignatureRequests.Row visible(UUID request, ActorId actor) {
		return this.requests.find(request)
			.filter((row) -> holds(actor, row, row.kind().rights()))
			.orElseThrow(Refusal::notFound);
	}

	/**
	 * The request, locked, if the actor may act on it: with the right to have it signed.
	 */
	SignatureRequests.Row own(UUID request, ActorId actor) {
		visible(request, actor);
		return this.requests.lock(request)
			.filter((row) -> holds(actor, row, EnumSet.of(row.campaign() ? Right.D : Right.DLS)))
			.orElseThrow(() -> new Refusal(Refusal.Kind.FORBIDDEN, "SIGNATURE_NOT_YOURS"));
	}

	private boolean holds(ActorId actor, SignatureRequests.Row row, Set<Right> rights) {
		return this.jdbc.sql("""
				select exists (
				  select 1 from actor a
				  join access_right r on r.actor_id = a.id and r.kind = any(:rights)
				  join node_ancestor na on na.ancestor_id = r.node_id and na.node_id = :node
				  join node n on n.id = na.node_id
				  join brand_option o on o.brand_id = n.brand_id and o.option = 'DIFFUSION_SERVICE'
				  where a.id = :actor and a.active and (a.brand_id is null or a.brand_id = n.brand_id))
				""")
			.param("rights", rights.stream().map(Right::name).toArray(String[]::new))
			.param("node", row.node().value())
			.param("actor", actor.value())
			.query(Boolean.class)
			.single();
	}

}
