package io.estafette.campaign;

import java.util.List;
import java.util.Set;
import java.util.UUID;

import io.estafette.organization.NodeId;
import io.estafette.platform.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The client companies that a campaign is for (C5). */
@Component
class ClientCompanies {

	private final JdbcClient jdbc;

	ClientCompanies(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	Set<UUID> of(CampaignId campaign) {
		return this.jdbc.sql("select client_company_id from campaign_client_company where campaign_id = ?")
			.param(campaign.value())
			.query(UUID.class)
			.set();
	}

	/** Those that did not accept paperless contracts, or are of another brand. */
	List<String> notPaperless(CampaignId campaign) {
		return this.jdbc.sql("""
				select cc.name from campaign_client_company c join client_company cc on cc.id = c.client_company_id
				where c.campaign_id = ? and not cc.accepts_paperless order by cc.name
				""").param(campaign.value()).query(String.class).list();
	}

	/**
	 * Replaces them.
	 * @throws Refusal CLIENT_COMPANY_NOT_FOUND when one is not of the brand
	 */
	void set(CampaignId campaign, NodeId brand, Set<UUID> companies) {
		UUID[] ids = companies.toArray(UUID[]::new);
		this.jdbc.sql("delete from campaign_client_company where campaign_id = ? and client_company_id <> all(?)")
			.param(campaign.value())
			.param(ids)
			.update();
		this.jdbc.sql("""
				insert into campaign_client_company (campaign_id, client_company_id)
				select ?, id from client_company where brand_id = ? and id = any(?) on conflict do nothing
				""").param(campaign.value()).param(brand.value()).param(ids).update();
		if (of(campaign).size() < ids.length) {
			throw new Refusal(Refusal.Kind.INVALID, "CLIENT_COMPANY_NOT_FOUND", "");
		}
	}

}
