package io.estafette.campaign;

import java.util.List;

import io.estafette.organization.ActorId;
import io.estafette.organization.FindNode;
import io.estafette.platform.StoredTime;
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
		List<String> codes = this.jdbc.sql("""
				select cc.code from campaign_client_company f join client_company cc on cc.id = f.client_company_id
				where f.campaign_id = ? order by cc.code
				""").param(id.value()).query(String.class).list();
		return this.jdbc.sql("""
				select c.*, f.*, a.name as author, l.name as launcher, b.name as closer
				from campaign c join actor a on a.id = c.author_id
				left join actor l on l.id = c.launched_by left join actor b on b.id = c.closed_by
				""" + CampaignFigures.OF_CAMPAIGN + """
				where c.id = ?
				""").param(id.value()).query((row, number) -> {
			CampaignFigures figures = CampaignFigures.map(row);
			return new CampaignView(id, campaign.state(), campaign.origin(),
					this.findNode.byId(campaign.target()).orElseThrow(), campaign.settings(this.clientCompanies.of(id)),
					codes, this.documents.of(id), campaign.leavesOut(), row.getString("author"),
					row.getString("launcher"), StoredTime.of(row, "launched_at"), StoredTime.of(row, "ready_at"),
					StoredTime.of(row, "activated_at"), StoredTime.of(row, "closed_at"), row.getString("closer"),
					(int) figures.served(), (int) figures.handedOver(), (int) figures.failed(), (int) figures.toSign(),
					(int) figures.signed(), row.getTimestamp("created_at").toInstant(),
					StoredTime.of(row, "caught_up_at"), campaign.launches(),
					row.getObject("process_instance_key", Long.class));
		}).single();
	}

}
