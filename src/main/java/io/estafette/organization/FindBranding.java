package io.estafette.organization;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * How a node shows itself: sender name, logo and support address, its own or its nearest
 * ancestor's (O1, O7).
 */
@Service
public class FindBranding {

	private final JdbcClient jdbc;

	private final String platformSupport;

	FindBranding(JdbcClient jdbc, @Value("${estafette.support-address}") String platformSupport) {
		this.jdbc = jdbc;
		this.platformSupport = platformSupport;
	}

	/** The branding of a node. */
	public Branding of(NodeId node) {
		return this.jdbc.sql("""
				select coalesce(
				  (select a.sender_name from node_ancestor na join node a on a.id = na.ancestor_id
				    where na.node_id = n.id and a.sender_name is not null order by na.distance limit 1),
				  n.name) as sender, coalesce(s.address, :support) as support
				from node n left join brand_support s on s.brand_id = n.brand_id
				where n.id = :node
				""")
			.param("node", node.value())
			.param("support", this.platformSupport)
			.query((row, number) -> new Branding(row.getString("sender"), row.getString("support")))
			.single();
	}

}
