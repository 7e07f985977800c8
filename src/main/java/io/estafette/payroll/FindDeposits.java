package io.estafette.payroll;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.estafette.organization.ActorId;
import io.estafette.organization.FindVisibleNodes;
import io.estafette.organization.Node;
import io.estafette.organization.PayrollDocument;
import io.estafette.platform.StoredTime;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Deposits as HR users see them: those of agencies and establishments where they hold any
 * right, and those whose agency is not known yet of brands where they do (O8, P4). Never
 * their content.
 */
@Service
public class FindDeposits {

	/** How many a page shows. */
	public static final int PAGE = 50;

	/**
	 * A line of the list.
	 *
	 * @param person name; null while nobody has the matricule
	 * @param agency name; null while it is not known
	 * @param documents how many documents it brought, its own included
	 * @param cursor where the list goes on after it
	 */
	public record Line(UUID id, String externalId, PayrollDocument kind, String matricule, @Nullable String person,
			@Nullable String agency, @Nullable String period, String system, DepositState state, Instant depositedAt,
			int documents, Cursor cursor) {
	}

	/**
	 * A page of the list.
	 *
	 * @param next where the next one begins; null on the last one
	 */
	public record Page(List<Line> lines, @Nullable Cursor next) {
	}

	/** A place in the list. */
	public record Cursor(Instant receivedAt, UUID id) {

		/** As part of an address. */
		@Override
		public String toString() {
			return this.receivedAt + "_" + this.id;
		}

		/** What {@link #toString} wrote; fails on anything else. */
		public static Cursor parse(String text) {
			String[] parts = text.split("_", 2);
			return new Cursor(StoredTime.parse(parts[0]), UUID.fromString(parts[1]));
		}

	}

	private final FindVisibleNodes findVisibleNodes;

	private final JdbcClient jdbc;

	FindDeposits(FindVisibleNodes findVisibleNodes, JdbcClient jdbc) {
		this.findVisibleNodes = findVisibleNodes;
		this.jdbc = jdbc;
	}

	/**
	 * The latest ones after the cursor.
	 * @param search a matricule or external id, or its beginning; blank for all
	 */
	@Transactional(readOnly = true)
	public Page of(ActorId reader, @Nullable DepositState state, String search, @Nullable Cursor after) {
		List<Node> nodes = this.findVisibleNodes.of(reader);
		List<Line> lines = this.jdbc
			.sql("""
					select d.*, s.name as system, n.name as agency, e.first_name || ' ' || e.last_name as person,
					  (select count(*) from delivery l where l.deposit_id = d.id and l.handed_over_at is not null) as documents
					from (
					  select * from deposit
					  where brand_id = any(:brands) and (agency_id = any(:nodes) or agency_id is null)
					  and (cast(:state as text) is null or state = :state)
					  and (:search = '' or starts_with(upper(matricule), upper(:search)) or starts_with(external_id, :search))
					  and (cast(:after as timestamptz) is null or (received_at, id) < (:after, :afterId))
					  order by received_at desc, id desc limit :limit
					) d
					join actor s on s.id = d.system_id
					left join node n on n.id = d.agency_id
					left join employee e on e.id = d.employee_id
					order by d.received_at desc, d.id desc
					""")
			.param("brands", nodes.stream().map((node) -> node.brand().value()).distinct().toArray(UUID[]::new))
			.param("nodes", nodes.stream().map((node) -> node.id().value()).toArray(UUID[]::new))
			.param("state", (state != null) ? state.name() : null)
			.param("search", search.replace("\0", "").strip())
			.param("after", (after != null) ? Timestamp.from(after.receivedAt()) : null)
			.param("afterId", (after != null) ? after.id() : null)
			.param("limit", PAGE + 1)
			.query(FindDeposits::map)
			.list();
		return (lines.size() <= PAGE) ? new Page(lines, null)
				: new Page(lines.subList(0, PAGE), lines.get(PAGE - 1).cursor());
	}

	private static Line map(ResultSet row, int number) throws SQLException {
		UUID id = row.getObject("id", UUID.class);
		return new Line(id, row.getString("external_id"), PayrollDocument.valueOf(row.getString("kind")),
				row.getString("matricule"), row.getString("person"), row.getString("agency"), row.getString("period"),
				row.getString("system"), DepositState.valueOf(row.getString("state")),
				row.getTimestamp("deposited_at").toInstant(), row.getInt("documents"),
				new Cursor(row.getTimestamp("received_at").toInstant(), id));
	}

}
