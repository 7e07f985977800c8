package io.estafette.campaign;

import java.util.List;
import java.util.UUID;

import io.estafette.organization.ActorId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The agencies and establishments that a campaign reaches, to filter by (C14). */
@Service
public class FindCampaignAgencies {

	private static final int MOST = 500;

	/** One of them. */
	public record Agency(UUID id, String code, String name) {
	}

	private final CampaignAccess access;

	private final JdbcClient jdbc;

	FindCampaignAgencies(CampaignAccess access, JdbcClient jdbc) {
		this.access = access;
		this.jdbc = jdbc;
	}

	/**
	 * The first 500, by name.
	 * @throws Refusal NOT_FOUND
	 */
	@Transactional(readOnly = true)
	public List<Agency> of(CampaignId id, ActorId actor) {
		Campaign campaign = this.access.visible(id, actor);
		return this.jdbc.sql("""
				select n.id, n.code, n.name from node_ancestor na
				join node n on n.id = na.node_id and n.kind in ('AGENCY', 'ESTABLISHMENT')
				where na.ancestor_id = ? order by n.name, n.code limit ?
				""")
			.param(campaign.target().value())
			.param(MOST)
			.query((row, number) -> new Agency(row.getObject(1, UUID.class), row.getString(2), row.getString(3)))
			.list();
	}

}
