package io.estafette.campaign;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;

import io.estafette.organization.ActorId;
import io.estafette.organization.FindNode;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** One campaign, for those who may run campaigns for its target (O8). */
@Service
public class FindCampaign {

	private final CampaignAccess access;

	private final CampaignDocuments documents;

	private final ClientCompanies clientCompanies;

	private final FindNode findNode;

	private final JdbcClient jdbc;

	FindCampaign(CampaignAccess access, CampaignDocuments documents, ClientCompanies clientCompanies, FindNode findNode,
			JdbcClient jdbc) {
		this.access = access;
		this.documents = documents;
		this.clientCompanies = clientCompanies;
		this.findNode = findNode;
		this.jdbc = jdbc;
	}

	/**
	 * The campaign.
	 * @throws Refusal NOT_FOUND also for what the actor may not see
	 */
	@Transactional(readOnly = true)
	public CampaignView of(CampaignId id, ActorId actor) {
		Campaign campaign = this.access.visible(id, actor);
		record Counts(int served, int handedOver, int failed) {
		}
		Counts counts = this.jdbc.sql("""
				select count(distinct employee_id) filter (where handed_over_at is not null),
				  count(*) filter (where handed_over_at is not null), count(*) filter (where state = 'FAILED')
				from delivery where source_id = ?
				""")
			.param(id.value())
			.query((row, number) -> new Counts(row.getInt(1), row.getInt(2), row.getInt(3)))
			.single();
		List<String> codes = this.jdbc.sql("""
				select cc.code from campaign_client_company f join client_company cc on cc.id = f.client_company_id
				where f.campaign_id = ? order by cc.code
				""").param(id.value()).query(String.class).list();
		return this.jdbc.sql("""
				select a.name as author, l.name as launched_by, c.launched_at, c.activated_at, c.closed_at,
				  b.name as closed_by, cardinality(c.leave_out) > 0 as leaves_out
				from campaign c join actor a on a.id = c.author_id
				left join actor l on l.id = c.launched_by left join actor b on b.id = c.closed_by
				where c.id = ?
				""")
			.param(id.value())
			.query((row, number) -> new Row(row.getString("author"), row.getString("launched_by"),
					at(row, "launched_at"), at(row, "activated_at"), at(row, "closed_at"), row.getString("closed_by"),
					row.getBoolean("leaves_out")))
			.optional()
			.map((row) -> new CampaignView(id, campaign.state(), this.findNode.byId(campaign.target()).orElseThrow(),
					campaign.settings(this.clientCompanies.of(id)), codes, this.documents.of(id), row.leavesOut(),
					row.author(), row.launchedBy(), row.launchedAt(), row.activatedAt(), row.closedAt(), row.closedBy(),
					counts.served(), counts.handedOver(), counts.failed()))
			.orElseThrow();
	}

	private record Row(String author, @Nullable String launchedBy, @Nullable Instant launchedAt,
			@Nullable Instant activatedAt, @Nullable Instant closedAt, @Nullable String closedBy, boolean leavesOut) {
	}

	private static @Nullable Instant at(ResultSet row, String column) throws SQLException {
		@Nullable Timestamp at = row.getTimestamp(column);
		return (at != null) ? at.toInstant() : null;
	}

}
