package io.estafette.campaign;

import java.util.UUID;

import io.estafette.organization.ActorId;
import io.estafette.organization.FindCampaignTargets;
import io.estafette.organization.NodeId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The campaigns of a node and below in a few figures (C12). */
@Service
public class SummarizeCampaigns {

	/**
	 * The figures.
	 *
	 * @param active campaigns in progress
	 * @param scheduled campaigns that wait for their first day
	 * @param figures of all campaigns that were launched, the archived ones included
	 */
	public record Summary(int active, int scheduled, CampaignFigures figures) {
	}

	private final FindCampaignTargets findTargets;

	private final JdbcClient jdbc;

	SummarizeCampaigns(FindCampaignTargets findTargets, JdbcClient jdbc) {
		this.findTargets = findTargets;
		this.jdbc = jdbc;
	}

	/** Of the campaigns that the actor may run. */
	@Transactional(readOnly = true)
	public Summary of(ActorId actor, NodeId node) {
		UUID[] targets = this.findTargets.of(actor)
			.stream()
			.map((target) -> target.node().id().value())
			.toArray(UUID[]::new);
		return this.jdbc.sql("""
				select count(*) filter (where c.state = 'ACTIVE') as active,
				  count(*) filter (where c.state = 'SCHEDULED') as scheduled,
				  coalesce(sum(f.served), 0) as served, coalesce(sum(f.missed), 0) as missed,
				  coalesce(sum(f.handed_over), 0) as handed_over, coalesce(sum(f.failed), 0) as failed,
				  coalesce(sum(f.to_sign), 0) as to_sign, coalesce(sum(f.signed), 0) as signed
				from node_ancestor na join campaign c on c.target_id = na.node_id
				""" + CampaignFigures.OF_CAMPAIGN + """
				where na.ancestor_id = :node and c.target_id = any(:targets)
				and c.state in ('SCHEDULED', 'ACTIVE', 'CLOSED')
				""")
			.param("node", node.value())
			.param("targets", targets)
			.query((row, number) -> new Summary(row.getInt("active"), row.getInt("scheduled"),
					CampaignFigures.map(row)))
			.single();
	}

}
