package io.estafette.organization;

import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Finds a node of the organisation, whoever asks: check rights first. */
@Service
public class FindNode {

	private final JdbcClient jdbc;

	FindNode(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** The node with this id. */
	public Optional<Node> byId(NodeId id) {
		return this.jdbc.sql("select * from node where id = ?").param(id.value()).query(NodeRows::map).optional();
	}

}
