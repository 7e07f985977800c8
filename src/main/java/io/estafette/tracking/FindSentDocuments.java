package io.estafette.tracking;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.estafette.delivery.DeliveryState;
import io.estafette.document.DocumentType;
import io.estafette.organization.ActorId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * The global list <i>Documents</i>: who sent what to whom, when, and how far it is (F9),
 * newest first. An HR user sees the free diffusions of the emitters on which they hold a
 * DLx right (O8).
 */
@Service
public class FindSentDocuments {

	/** How many lines one page shows. */
	public static final int PAGE = 50;

	/** One line: one document for one person. */
	public record Line(UUID delivery, Instant preparedAt, String sender, String emitter, String recipient,
			String matricule, String document, DocumentType type, DeliveryState state, @Nullable String reason,
			@Nullable Instant deliveredAt, @Nullable Instant notifiedAt, @Nullable Instant openedAt) {
	}

	/** Where a page ends, for the next one to go on. */
	public record Cursor(Instant preparedAt, UUID delivery) {

		/** As part of an address. */
		@Override
		public String toString() {
			return this.preparedAt + "_" + this.delivery;
		}

		/** What {@link #toString} wrote; fails on anything else. */
		public static Cursor parse(String text) {
			String[] parts = text.split("_", 2);
			return new Cursor(Instant.parse(parts[0]), UUID.fromString(parts[1]));
		}

	}

	private final JdbcClient jdbc;

	FindSentDocuments(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * The lines after the cursor; one more than {@link #PAGE} says that there are more.
	 */
	public List<Line> of(ActorId reader, @Nullable Cursor after) {
		return this.jdbc.sql("""
				select d.id, d.prepared_at, a.name as sender, n.name as emitter, e.first_name, e.last_name, e.matricule,
				  doc.name as document, doc.type, d.state, d.reason, d.handed_over_at, d.notified_at, d.opened_at
				from delivery d
				join hand_over h on h.id = d.hand_over_id
				join actor a on a.id = h.sender_id
				join node n on n.id = h.node_id
				join employee e on e.id = d.employee_id
				join document doc on doc.id = d.document_id
				where exists (
				  select 1 from access_right r
				  join node_ancestor na on na.ancestor_id = r.node_id and na.node_id = h.node_id
				  join brand_option o on o.brand_id = n.brand_id and o.option = 'DIFFUSION_SERVICE'
				  where r.actor_id = :reader and r.kind in ('DL', 'DLP', 'DLS'))
				and (:after::timestamptz is null or (d.prepared_at, d.id) < (:after::timestamptz, :afterId::uuid))
				order by d.prepared_at desc, d.id desc limit :limit
				""")
			.param("reader", reader.value())
			.param("after", (after != null) ? Timestamp.from(after.preparedAt()) : null)
			.param("afterId", (after != null) ? after.delivery() : null)
			.param("limit", PAGE + 1)
			.query(FindSentDocuments::map)
			.list();
	}

	private static Line map(ResultSet row, int number) throws SQLException {
		return new Line(row.getObject("id", UUID.class), row.getTimestamp("prepared_at").toInstant(),
				row.getString("sender"), row.getString("emitter"),
				row.getString("first_name") + " " + row.getString("last_name"), row.getString("matricule"),
				row.getString("document"), DocumentType.valueOf(row.getString("type")),
				DeliveryState.valueOf(row.getString("state")), row.getString("reason"), at(row, "handed_over_at"),
				at(row, "notified_at"), at(row, "opened_at"));
	}

	private static @Nullable Instant at(ResultSet row, String column) throws SQLException {
		@Nullable Timestamp at = row.getTimestamp(column);
		return (at != null) ? at.toInstant() : null;
	}

}
