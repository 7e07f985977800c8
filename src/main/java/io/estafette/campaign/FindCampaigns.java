package io.estafette.campaign;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import io.estafette.organization.ActorId;
import io.estafette.organization.FindCampaignTargets;
import io.estafette.organization.NodeId;
import io.estafette.organization.PayrollDocument;
import io.estafette.platform.StoredTime;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The campaigns that an actor may run, as a list, the latest change first (C12, O8).
 */
@Service
public class FindCampaigns {

	/** How many one page shows. */
	public static final int PAGE = 20;

	/** A line of the list. */
	public record Line(CampaignId id, CampaignState state, @Nullable String name, CampaignKind kind, String target,
			Set<PayrollDocument> triggers, @Nullable LocalDate startDate, @Nullable LocalDate endDate, int documents,
			CampaignFigures figures, Cursor cursor) {

		/** Whether anything was ever to be signed. */
		public boolean isSigning() {
			return this.figures.toSign() + this.figures.signed() > 0;
		}

	}

	/**
	 * Some lines.
	 *
	 * @param next where the next page begins; null on the last one
	 */
	public record Page(List<Line> lines, @Nullable Cursor next) {
	}

	/** A place in the list. */
	public record Cursor(Instant changedAt, UUID id) {

		/** As part of an address. */
		@Override
		public String toString() {
			return this.changedAt + "_" + this.id;
		}

		/** What {@link #toString} wrote; fails on anything else. */
		public static Cursor parse(String text) {
			String[] parts = text.split("_", 2);
			return new Cursor(StoredTime.parse(parts[0]), UUID.fromString(parts[1]));
		}

	}

	private final FindCampaignTargets findTargets;

	private final JdbcClient jdbc;

	FindCampaigns(FindCampaignTargets findTargets, JdbcClient jdbc) {
		this.findTargets = findTargets;
		this.jdbc = jdbc;
	}

	/**
	 * Those in one of the states, after the cursor.
	 * @param node only those for this node or below; null for all
	 */
	@Transactional(readOnly = true)
	public Page of(ActorId actor, Collection<CampaignState> states, @Nullable NodeId node, @Nullable Cursor after) {
		UUID[] targets = this.findTargets.of(actor)
			.stream()
			.map((target) -> target.node().id().value())
			.toArray(UUID[]::new);
		List<Line> lines = this.jdbc.sql("""
				select c.*, n.name as target, f.*,
				  (select count(*) from campaign_document d where d.campaign_id = c.id) as documents
				from (
				  select * from campaign c where c.target_id = any(:targets) and c.state = any(:states)
				  and (cast(:node as uuid) is null or exists (
				    select 1 from node_ancestor na where na.node_id = c.target_id and na.ancestor_id = :node))
				  and (cast(:after as timestamptz) is null or (c.changed_at, c.id) < (:after, :afterId))
				  order by c.changed_at desc, c.id desc limit :limit
				) c join node n on n.id = c.target_id
				""" + CampaignFigures.OF_CAMPAIGN + """
				order by c.changed_at desc, c.id desc
				""")
			.param("targets", targets)
			.param("states", states.stream().map(Enum::name).toArray(String[]::new))
			.param("node", (node != null) ? node.value() : null)
			.param("after", (after != null) ? Timestamp.from(after.changedAt()) : null)
			.param("afterId", (after != null) ? after.id() : null)
			.param("limit", PAGE + 1)
			.query(FindCampaigns::map)
			.list();
		return (lines.size() <= PAGE) ? new Page(lines, null)
				: new Page(lines.subList(0, PAGE), lines.get(PAGE - 1).cursor());
	}

	private static Line map(ResultSet row, int number) throws SQLException {
		Set<PayrollDocument> triggers = EnumSet.noneOf(PayrollDocument.class);
		if (row.getBoolean("on_payslip")) {
			triggers.add(PayrollDocument.PAYSLIP);
		}
		if (row.getBoolean("on_contract")) {
			triggers.add(PayrollDocument.CONTRACT);
		}
		UUID id = row.getObject("id", UUID.class);
		return new Line(new CampaignId(id), CampaignState.valueOf(row.getString("state")), row.getString("name"),
				CampaignKind.valueOf(row.getString("kind")), row.getString("target"), triggers,
				row.getObject("start_date", LocalDate.class), row.getObject("end_date", LocalDate.class),
				row.getInt("documents"), CampaignFigures.map(row),
				new Cursor(row.getTimestamp("changed_at").toInstant(), id));
	}

}
