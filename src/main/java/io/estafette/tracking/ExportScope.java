package io.estafette.tracking;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

import io.estafette.organization.ActorId;
import org.jspecify.annotations.Nullable;

/**
 * What an export covers, and for whom.
 *
 * @param campaign where it is of a campaign
 * @param nodes where it is of a list
 * @param author who asked for it
 */
record ExportScope(ExportSubject subject, @Nullable UUID campaign, UUID @Nullable [] nodes, ActorId author) {

	/** As a row of exports says. */
	static ExportScope of(ResultSet row) throws SQLException {
		Array nodes = row.getArray("nodes");
		return new ExportScope(ExportSubject.valueOf(row.getString("subject")),
				row.getObject("campaign_id", UUID.class), (nodes != null) ? (UUID[]) nodes.getArray() : null,
				new ActorId(row.getObject("actor_id", UUID.class)));
	}

}
