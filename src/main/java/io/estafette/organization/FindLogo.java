package io.estafette.organization;

import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The logo of a node (O1). */
@Service
public class FindLogo {

	private final JdbcClient jdbc;

	FindLogo(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * The PNG bytes of the node's own or its nearest ancestor's logo, if there is one.
	 */
	public Optional<byte[]> of(NodeId node) {
		return this.jdbc.sql("""
				select a.logo from node_ancestor na join node a on a.id = na.ancestor_id
				where na.node_id = ? and a.logo is not null order by na.distance limit 1
				""").param(node.value()).query((row, number) -> row.getBytes(1)).optional();
	}

}
