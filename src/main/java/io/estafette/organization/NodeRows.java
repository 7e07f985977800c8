package io.estafette.organization;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

final class NodeRows {

	private NodeRows() {
	}

	static Node map(ResultSet row, int number) throws SQLException {
		return new Node(new NodeId(row.getObject("id", UUID.class)), new NodeId(row.getObject("brand_id", UUID.class)),
				NodeKind.valueOf(row.getString("kind")), row.getString("code"), row.getString("name"));
	}

}
