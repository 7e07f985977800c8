package io.estafette.bench;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import io.estafette.campaign.Deposits;
import io.estafette.campaign.ExecutiveFilter;
import io.estafette.campaign.LaunchedCampaigns;
import io.estafette.campaign.MatchCampaigns;
import io.estafette.local.WithDatabase;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;

/**
 * Matching one deposit while 10 and while 10,000 campaigns are active in 200 agencies
 * (P6; aim: at most 1.2 times as long). Ten of them are of the deposit's agency. The
 * README says how to run it.
 */
@SpringBootTest(properties = { "camunda.client.enabled=false", "estafette.mail.connections=0" })
@ActiveProfiles("demonstration")
@WithDatabase
@Import({ Deposits.class, LaunchedCampaigns.class })
class MatchBench {

	private static final int ROUNDS = 400;

	@Autowired
	private MatchCampaigns match;

	@Autowired
	private Deposits deposits;

	@Autowired
	private LaunchedCampaigns campaigns;

	@Autowired
	private JdbcClient jdbc;

	@Test
	void tenAndTenThousandActiveCampaigns() {
		LocalDate today = LocalDate.now(ZoneId.of("Europe/Paris"));
		for (int i = 0; i < 10; i++) {
			this.campaigns.launched("LYO", "PC", (i % 2 == 0) ? ExecutiveFilter.ALL : ExecutiveFilter.ONLY, "",
					Instant.now(), today, null, null);
		}
		this.jdbc.sql("update campaign set state = 'ACTIVE', serves_from = now() - interval '1 day'").update();
		measure();
		double few = measure();
		this.jdbc.sql("""
				insert into node (id, brand_id, parent_id, kind, code, name)
				select gen_random_uuid(), p.brand_id, p.id, 'AGENCY', 'BENCH-' || k, 'Agence ' || k
				from node p cross join generate_series(0, 199) k where p.code = 'HZ-SUD'
				""").update();
		this.jdbc.sql("""
				insert into node_ancestor (node_id, ancestor_id, distance)
				select n.id, a.ancestor_id, a.distance + 1 from node n join node_ancestor a on a.node_id = n.parent_id
				where n.code like 'BENCH-%'
				union all select id, id, 0 from node where code like 'BENCH-%'
				""").update();
		this.jdbc.sql("""
				create temporary table more as select * from campaign where false;
				insert into more select c.* from generate_series(1, 9990) k
				  cross join (select * from campaign order by id limit 1) c;
				with numbered as (select ctid, row_number() over () as k from more)
				update more m set id = md5('bench' || n.k)::uuid, process_instance_key = null,
				  target_id = (select id from node where code = 'BENCH-' || (n.k % 200))
				from numbered n where n.ctid = m.ctid;
				insert into campaign select * from more;
				insert into campaign_document (campaign_id, document_id, position)
				  select m.id, d.document_id, 1 from more m
				  cross join (select document_id from campaign_document limit 1) d;
				""").update();
		double many = measure();
		System.out.printf("""
				| active campaigns | one deposit matched, ms |
				|---|---|
				| 10 | %.3f |
				| %d | %.3f |
				ratio %.2f%n""", few, this.jdbc.sql("select count(*) from campaign").query(Integer.class).single(),
				many, many / few);
	}

	/** The median of matching deposits that were not matched before, in milliseconds. */
	private double measure() {
		UUID[] ids = new UUID[ROUNDS];
		for (int i = 0; i < ROUNDS; i++) {
			ids[i] = this.deposits.store("PAYSLIP", "H%04d".formatted(1 + i % 40), "LYO", null, null, Instant.now());
		}
		this.jdbc.sql("delete from delivery where origin = 'CAMPAIGN'").update();
		this.jdbc.sql("vacuum analyze").update();
		double[] times = new double[ROUNDS];
		for (int i = 0; i < ROUNDS; i++) {
			long start = System.nanoTime();
			this.match.of(List.of(ids[i]));
			times[i] = (System.nanoTime() - start) / 1e6;
			if (i % 40 == 39) {
				this.jdbc.sql("delete from delivery where origin = 'CAMPAIGN'").update();
			}
		}
		Arrays.sort(times);
		return times[ROUNDS / 2];
	}

}
