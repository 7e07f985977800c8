package io.estafette.bench;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.estafette.campaign.CampaignId;
import io.estafette.campaign.CampaignState;
import io.estafette.campaign.Deposits;
import io.estafette.campaign.ExecutiveFilter;
import io.estafette.campaign.FindCampaign;
import io.estafette.campaign.FindCampaignDays;
import io.estafette.campaign.FindCampaignDeliveries;
import io.estafette.campaign.FindCampaignDeliveries.Query;
import io.estafette.campaign.FindCampaignDeliveries.Sort;
import io.estafette.campaign.FindCampaigns;
import io.estafette.campaign.LaunchedCampaigns;
import io.estafette.campaign.SummarizeCampaigns;
import io.estafette.delivery.DeliveryState;
import io.estafette.local.WithDatabase;
import io.estafette.organization.ActorId;
import io.estafette.organization.FindActor;
import io.estafette.organization.NodeId;
import io.estafette.tracking.FindUnreached;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;

/**
 * The follow-up of 2,000 campaigns in 200 agencies, with 10,000 deliveries and with
 * 10,000,000 (C12, C14; aim: at most 1.5 times as long). The system property
 * {@code estafette.deliveries} makes it smaller. The README says how to run it.
 */
@SpringBootTest(properties = { "camunda.client.enabled=false", "estafette.mail.connections=0" })
@ActiveProfiles("demonstration")
@WithDatabase
@Import({ Deposits.class, LaunchedCampaigns.class })
class FollowUpBench {

	private static final int ROUNDS = 101;

	private static final int CAMPAIGNS = 2_000;

	private static final int AGENCIES = 200;

	/** Each campaign has as many. */
	private static final int DOCUMENTS = 5;

	private static final int DELIVERIES = Integer.getInteger("estafette.deliveries", 10_000_000);

	@Autowired
	private SummarizeCampaigns summarize;

	@Autowired
	private FindCampaigns findCampaigns;

	@Autowired
	private FindCampaign findCampaign;

	@Autowired
	private FindCampaignDays findDays;

	@Autowired
	private FindCampaignDeliveries findDeliveries;

	@Autowired
	private FindUnreached findUnreached;

	@Autowired
	private LaunchedCampaigns campaigns;

	@Autowired
	private FindActor findActor;

	@Autowired
	private JdbcClient jdbc;

	@Test
	void tenThousandAndTenMillion() {
		this.jdbc.sql("alter table delivery disable trigger user").update();
		organization();
		int people = DELIVERIES / CAMPAIGNS / DOCUMENTS;
		employees(people);
		campaigns();
		serve(1, 1);
		measure();
		Map<String, Double> small = measure();
		long start = System.nanoTime();
		serve(2, people);
		System.out.printf("%,d lines, filled in %d s%n",
				this.jdbc.sql("select count(*) from delivery").query(Long.class).single(),
				(System.nanoTime() - start) / 1_000_000_000);
		Map<String, Double> large = measure();
		System.out.printf("| page | 10,000 ms | %,d ms | ratio |%n|---|---|---|---|%n", DELIVERIES);
		small.forEach((page, before) -> System.out
			.println("| %s | %.2f | %.2f | %.2f |".formatted(page, before, large.get(page), large.get(page) / before)));
	}

	private Map<String, Double> measure() {
		this.jdbc.sql("vacuum analyze").update();
		ActorId claire = this.findActor.byLogin("claire.martin").orElseThrow().id();
		NodeId company = node("HZ-SUD");
		NodeId agency = node("BENCH-7");
		CampaignId campaign = new CampaignId(
				this.jdbc.sql("select md5('bench' || 7)::uuid").query(UUID.class).single());
		Map<String, Double> medians = new LinkedHashMap<>();
		medians.put("suivi of the company", median(() -> overview(claire, company)));
		medians.put("suivi of an agency", median(() -> overview(claire, agency)));
		medians.put("detail", median(() -> {
			this.findCampaign.of(campaign, claire);
			this.findDays.of(campaign, claire);
			people(claire, campaign, "", null, Sort.DATE, true);
		}));
		medians.put("people by name", median(() -> people(claire, campaign, "", null, Sort.NAME, false)));
		medians.put("people by agency", median(() -> people(claire, campaign, "", null, Sort.AGENCY, false)));
		medians.put("a matricule", median(() -> people(claire, campaign, "b000007", null, Sort.DATE, true)));
		medians.put("failed", median(() -> people(claire, campaign, "", DeliveryState.FAILED, Sort.DATE, true)));
		medians.put("vaults never opened",
				median(() -> this.findUnreached.of(claire, company, FindUnreached.Part.ACCOUNTS, 7, null)));
		medians.put("left out",
				median(() -> this.findUnreached.of(claire, agency, FindUnreached.Part.LEFT_OUT, 7, null)));
		return medians;
	}

	/** What the page asks for. */
	private void overview(ActorId claire, NodeId node) {
		this.summarize.of(claire, node);
		this.findCampaigns.of(claire, List.of(CampaignState.ACTIVE, CampaignState.SCHEDULED), node, null);
		this.findCampaigns.of(claire, List.of(CampaignState.DRAFT), node, null);
		this.findCampaigns.of(claire, List.of(CampaignState.CLOSED), node, null);
	}

	private void people(ActorId claire, CampaignId campaign, String search, @Nullable DeliveryState state, Sort sort,
			boolean descending) {
		this.findDeliveries.of(campaign, claire, new Query(search, state, null, null, sort, descending), null, 50);
	}

	/** In milliseconds. */
	private static double median(Runnable page) {
		double[] times = new double[ROUNDS];
		for (int i = -20; i < ROUNDS; i++) {
			long start = System.nanoTime();
			page.run();
			if (i >= 0) {
				times[i] = (System.nanoTime() - start) / 1e6;
			}
		}
		Arrays.sort(times);
		return times[ROUNDS / 2];
	}

	private void organization() {
		this.jdbc.sql("""
				insert into node (id, brand_id, parent_id, kind, code, name)
				select gen_random_uuid(), p.brand_id, p.id, 'AGENCY', 'BENCH-' || k, 'Agence ' || k
				from node p cross join generate_series(0, ?) k where p.code = 'HZ-SUD'
				""").param(AGENCIES - 1).update();
		this.jdbc.sql("""
				insert into node_ancestor (node_id, ancestor_id, distance)
				select n.id, a.ancestor_id, a.distance + 1 from node n join node_ancestor a on a.node_id = n.parent_id
				where n.code like 'BENCH-%'
				union all select id, id, 0 from node where code like 'BENCH-%'
				""").update();
	}

	/** So many in each agency. */
	private void employees(int people) {
		this.jdbc
			.sql("""
					insert into employee (id, brand_id, agency_id, matricule, last_name, first_name, email, created_at)
					select md5('employee' || a || '-' || k)::uuid, n.brand_id, n.id, 'B' || lpad((k * 200 + a)::text, 6, '0'),
					  'Bravo' || k, (array['Camille', 'Dominique', 'Claude', 'Maxime'])[1 + k % 4],
					  'b' || k || '-' || a || '@salarie.example', now()
					from generate_series(0, :last) a join node n on n.code = 'BENCH-' || a cross join generate_series(1, :people) k
					""")
			.param("last", AGENCIES - 1)
			.param("people", people)
			.update();
	}

	private void campaigns() {
		LocalDate today = LocalDate.now(ZoneId.of("Europe/Paris"));
		CampaignId first = this.campaigns.launched("LYO", "PC", ExecutiveFilter.ALL, "", Instant.now(), today, null,
				null);
		this.jdbc
			.sql("""
					create temporary table more as select * from campaign where false;
					insert into more select c.* from generate_series(1, %1$d) k cross join campaign c where c.id = '%2$s';
					with numbered as (select ctid, row_number() over () as k from more)
					update more m set id = md5('bench' || n.k)::uuid, process_instance_key = null, name = 'Campagne ' || n.k,
					  state = case when n.k %% 4 = 0 then 'CLOSED' else 'ACTIVE' end,
					  changed_at = now() - n.k * interval '1 minute',
					  target_id = (select id from node where code = 'BENCH-' || (n.k %% %3$d))
					from numbered n where n.ctid = m.ctid;
					insert into campaign select * from more;
					insert into document (id, brand_id, file_name, name, type, original_sha256, size, pages, active_content,
					  already_signed, created_at)
					select md5('document' || m.id || '-' || p)::uuid, d.brand_id, d.file_name, 'Document ' || p, d.type,
					  d.original_sha256, d.size, d.pages, false, false, now()
					from more m cross join generate_series(1, %4$d) p
					cross join (select d.* from document d join campaign_document c on c.document_id = d.id limit 1) d;
					insert into campaign_document (campaign_id, document_id, position)
					select m.id, md5('document' || m.id || '-' || p)::uuid, p from more m cross join generate_series(1, %4$d) p;
					"""
				.formatted(CAMPAIGNS, first.value(), AGENCIES, DOCUMENTS))
			.update();
	}

	/**
	 * Each campaign serves these of its agency's employees, over 60 days; some lines
	 * failed.
	 */
	private void serve(int first, int last) {
		for (int from = 1; from <= CAMPAIGNS; from += 100) {
			this.jdbc
				.sql("""
						insert into hand_over (id, source_kind, source_id, ordinal, employee_id, node_id, sender_id, created_at,
						  handed_over_at)
						select md5(c.id || '-' || k)::uuid, 'CAMPAIGN', c.id, k, md5('employee' || (i %% :agencies) || '-' || k)::uuid,
						  c.target_id, c.launched_by, now() - (k %% 60) * interval '1 day', now() - (k %% 60) * interval '1 day'
						from generate_series(:from, :from + 99) i join campaign c on c.id = md5('bench' || i)::uuid
						cross join generate_series(:first, :last) k
						"""
					.replace("%%", "%"))
				.param("agencies", AGENCIES)
				.param("from", from)
				.param("first", first)
				.param("last", last)
				.update();
			this.jdbc
				.sql("""
						insert into delivery (id, hand_over_id, source_id, employee_id, document_id, position, state, reason,
						  prepared_at, handed_over_at, notified_at, node_id, sender_id, type, search, origin)
						select gen_random_uuid(), h.id, h.source_id, h.employee_id, cd.document_id, cd.position,
						  case when h.ordinal % 97 = 13 then 'FAILED' when h.ordinal % 3 = 0 then 'OPENED' else 'NOTIFIED' end,
						  case when h.ordinal % 97 = 13 then 'CAMPAIGN_CLOSED' end, h.created_at,
						  case when h.ordinal % 97 <> 13 then h.created_at end, h.created_at, h.node_id, h.sender_id, d.type,
						  e.search || ' ' || searchable(d.name), 'CAMPAIGN'
						from generate_series(:from, :from + 99) i
						join hand_over h on h.source_id = md5('bench' || i)::uuid and h.ordinal between :first and :last
						join employee e on e.id = h.employee_id
						join campaign_document cd on cd.campaign_id = h.source_id
						join document d on d.id = cd.document_id
						""")
				.param("from", from)
				.param("first", first)
				.param("last", last)
				.update();
		}
		this.jdbc.sql("select count_campaign_figures()").query((row) -> {
		});
	}

	private NodeId node(String code) {
		return new NodeId(this.jdbc.sql("select id from node where code = ?").param(code).query(UUID.class).single());
	}

}
