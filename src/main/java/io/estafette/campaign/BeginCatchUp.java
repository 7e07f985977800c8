package io.estafette.campaign;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Notes whom an activated campaign has to catch up with (C6). Safe to repeat. */
@Service
public class BeginCatchUp {

	private final CampaignRepository campaigns;

	private final JdbcClient jdbc;

	BeginCatchUp(CampaignRepository campaigns, JdbcClient jdbc) {
		this.campaigns = campaigns;
		this.jdbc = jdbc;
	}

	/**
	 * Notes everybody with a matching deposit, by the latest one, who has none of the
	 * campaign's documents. The campaign must have become ready in a transaction before,
	 * so that a deposit stored meanwhile is seen here or sees the campaign.
	 */
	@Transactional
	public void of(CampaignId id) {
		this.campaigns.require(id);
		this.jdbc.sql("""
				insert into campaign_catch_up (campaign_id, employee_id, deposit_id)
				select distinct on (d.employee_id) c.id, d.employee_id, d.id
				from campaign c
				join node_ancestor na on na.ancestor_id = c.target_id
				join deposit d on d.agency_id = na.node_id
				  and d.deposited_at >= c.serves_from and d.deposited_at < c.serves_until
				where c.id = ? and c.ready_at is not null and c.caught_up_at is null and
				""" + DepositMatch.MATCHES + """
				and not exists (select 1 from delivery l where l.source_id = c.id and l.employee_id = d.employee_id)
				order by d.employee_id, d.deposited_at desc, d.id
				on conflict do nothing
				""").param(id.value()).update();
	}

}
