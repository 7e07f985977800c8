package io.estafette.organization;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

final class ActorRows {

	private ActorRows() {
	}

	static Actor map(ResultSet row, int number) throws SQLException {
		@Nullable UUID brand = row.getObject("brand_id", UUID.class);
		return new Actor(new ActorId(row.getObject("id", UUID.class)), Actor.Kind.valueOf(row.getString("kind")),
				row.getString("login"), row.getString("name"), row.getString("email"),
				(brand != null) ? new NodeId(brand) : null, row.getBoolean("admin"));
	}

}
