package io.estafette.campaign;

import java.sql.ResultSet;
import java.sql.SQLException;
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
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The campaigns that an actor may run, as a list (C12, O8). */
@Service
public class FindCampaigns {

	/** How many of each state are listed, the latest first. */
	public static final int MOST = 100;

	/**
	 * A line of the list.
	 *
	 * @param served people who have its documents
	 */
	public record Line(CampaignId id, CampaignState state, @Nullable String name, CampaignKind kind, String target,
			Set<PayrollDocument> triggers, @Nullable LocalDate startDate, @Nullable LocalDate endDate, int documents,
			int served, Instant changedAt) {
	}

	private final FindCampaignTargets findTargets;

	private final JdbcClient jdbc;

	FindCampaigns(FindCampaignTargets findTargets, JdbcClient jdbc) {
		this.findTargets = findTargets;
		this.jdbc = jdbc;
	}

	/**
	 * Those in one of the states.
	 * @param node only those for this node or below; null for all
	 */
	@Transactional(readOnly = true)
	public List<Line> of(ActorId actor, Collection<CampaignState> states, @Nullable NodeId node) {
		UUID[] targets = this.findTargets.of(actor)
			.stream()
			.map((target) -> target.node().id().value())
			.toArray(UUID[]::new);
		return this.jdbc.sql("""
				select c.*, n.name as target,
				  (select count(*) from campaign_document d where d.campaign_id = c.id) as documents,
				  (select count(distinct l.employee_id) from delivery l
				    where l.source_id = c.id and l.handed_over_at is not null) as served
				from campaign c join node n on n.id = c.target_id
				where c.target_id = any(:targets) and c.state = any(:states)
				and (cast(:node as uuid) is null or exists (
				  select 1 from node_ancestor na where na.node_id = c.target_id and na.ancestor_id = :node))
				order by c.changed_at desc, c.id limit :most
				""")
			.param("targets", targets)
			.param("states", states.stream().map(Enum::name).toArray(String[]::new))
			.param("node", (node != null) ? node.value() : null)
			.param("most", MOST)
			.query(FindCampaigns::map)
			.list();
	}

	private static Line map(ResultSet row, int number) throws SQLException {
		Set<PayrollDocument> triggers = EnumSet.noneOf(PayrollDocument.class);
		if (row.getBoolean("on_payslip")) {
			triggers.add(PayrollDocument.PAYSLIP);
		}
		if (row.getBoolean("on_contract")) {
			triggers.add(PayrollDocument.CONTRACT);
		}
		return new Line(new CampaignId(row.getObject("id", UUID.class)), CampaignState.valueOf(row.getString("state")),
				row.getString("name"), CampaignKind.valueOf(row.getString("kind")), row.getString("target"), triggers,
				row.getObject("start_date", LocalDate.class), row.getObject("end_date", LocalDate.class),
				row.getInt("documents"), row.getInt("served"), row.getTimestamp("changed_at").toInstant());
	}

}
