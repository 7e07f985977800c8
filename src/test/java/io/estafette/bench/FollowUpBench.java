package io.estafette.bench;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.context.ActiveProfiles;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The follow-up of 2,000 campaigns in 200 agencies, with about 10,000 deliveries and with
 * 10,000,000 (C12, C14; aim: at most 1.5 times as long). With few of them, each campaign
 * has served one person, those of the agency that is looked at some more: so that every
 * page is full in both. The system property {@code estafette.deliveries} makes it
 * smaller. The README says how to run it.
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

	/** Each campaign serves as many in the end. */
	private static final int PEOPLE = DELIVERIES / CAMPAIGNS / DOCUMENTS;

	/** The agency whose pages are looked at. */
	private static final int AGENCY = 7;

	/**
	 * Every so many of its people are served from the beginning: a page and more of
	 * lines. Every second of those failed, which is a page of them as well.
	 */
	private static final int STEP = Math.max(2, PEOPLE / 22);

	private static final int PAGE = 50;

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

	@Value("${spring.datasource.url}")
	private String database;

	@Test
	void tenThousandAndTenMillion() {
		JdbcClient superuser = JdbcClient.create(new DriverManagerDataSource(this.database, "postgres", ""));
		// Neither the journal nor the figures of campaigns, line by line.
		for (String table : List.of("employee", "hand_over", "delivery")) {
			superuser.sql("alter table " + table + " disable trigger all").update();
		}
		organization();
		campaigns();
		serve(superuser, true);
		measure();
		Map<String, Double> small = measure();
		long few = count();
		long start = System.nanoTime();
		List<String> put = takeIndicesAway(superuser);
		serve(superuser, false);
		put.forEach((sql) -> superuser.sql("set maintenance_work_mem = '512MB'; " + sql).update());
		System.out.printf("%,d lines, filled in %d s%n", count(), (System.nanoTime() - start) / 1_000_000_000);
		Map<String, Double> large = measure();
		System.out.printf("| page | %,d ms | %,d ms | ratio |%n|---|---|---|---|%n", few, count());
		small.forEach((page, before) -> System.out
			.println("| %s | %.2f | %.2f | %.2f |".formatted(page, before, large.get(page), large.get(page) / before)));
	}

	private long count() {
		return this.jdbc.sql("select count(*) from delivery").query(Long.class).single();
	}

	/**
	 * Filling the ledger line by line into all its indices would take an hour.
	 * @return the statements that bring them back
	 */
	private List<String> takeIndicesAway(JdbcClient superuser) {
		record Part(String away, String back) {
		}
		List<Part> parts = superuser.sql("""
				select format('drop index %s', indexrelid::regclass), pg_get_indexdef(indexrelid) from pg_index
				where indrelid in ('delivery'::regclass, 'hand_over'::regclass)
				and not exists (select 1 from pg_constraint where conindid = indexrelid)
				union all
				select format('alter table %s drop constraint %I', conrelid::regclass, conname),
				  format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
				from pg_constraint where conrelid in ('delivery'::regclass, 'hand_over'::regclass) and contype = 'u'
				""").query((row, number) -> new Part(row.getString(1), row.getString(2))).list();
		parts.forEach((part) -> superuser.sql(part.away()).update());
		return parts.stream().map(Part::back).toList();
	}

	private Map<String, Double> measure() {
		this.jdbc.sql("select count_campaign_figures()").query((row) -> {
		});
		this.jdbc.sql("vacuum analyze").update();
		ActorId claire = this.findActor.byLogin("claire.martin").orElseThrow().id();
		NodeId company = node("HZ-SUD");
		NodeId agency = node("BENCH-" + AGENCY);
		CampaignId campaign = new CampaignId(
				this.jdbc.sql("select md5('bench' || ?)::uuid").param(AGENCY).query(UUID.class).single());
		String somebody = "b%06d".formatted(STEP * AGENCIES + AGENCY);
		Map<String, Double> medians = new LinkedHashMap<>();
		medians.put("suivi of the company", median(() -> overview(claire, company)));
		medians.put("suivi of an agency", median(() -> overview(claire, agency)));
		medians.put("detail", median(() -> {
			this.findCampaign.of(campaign, claire);
			this.findDays.of(campaign, claire);
			people(claire, campaign, "", null, Sort.DATE, true, PAGE);
		}));
		for (Sort sort : Sort.values()) {
			medians.put("people by " + sort.name().toLowerCase(Locale.ROOT),
					median(() -> people(claire, campaign, "", null, sort, false, PAGE)));
		}
		medians.put("a matricule", median(() -> people(claire, campaign, somebody, null, Sort.DATE, true, DOCUMENTS)));
		medians.put("a name that all have",
				median(() -> people(claire, campaign, "bravo", null, Sort.DATE, true, PAGE)));
		medians.put("failed", median(() -> people(claire, campaign, "", DeliveryState.FAILED, Sort.DATE, true, PAGE)));
		medians.put("vaults never opened", median(() -> unreached(claire, company, FindUnreached.Part.ACCOUNTS)));
		medians.put("left out, of an agency", median(() -> unreached(claire, agency, FindUnreached.Part.LEFT_OUT)));
		medians.put("left out, of the company", median(() -> unreached(claire, company, FindUnreached.Part.LEFT_OUT)));
		return medians;
	}

	/** What the page asks for. */
	private void overview(ActorId claire, NodeId node) {
		this.summarize.of(claire, node);
		this.findCampaigns.of(claire, List.of(CampaignState.ACTIVE, CampaignState.SCHEDULED), node, null);
		this.findCampaigns.of(claire, List.of(CampaignState.DRAFT), node, null);
		this.findCampaigns.of(claire, List.of(CampaignState.CLOSED), node, null);
	}

	/** At least so many lines are on the page: an empty one would prove nothing. */
	private void people(ActorId claire, CampaignId campaign, String search, @Nullable DeliveryState state, Sort sort,
			boolean descending, int shown) {
		assertThat(this.findDeliveries
			.of(campaign, claire, new Query(search, state, null, null, sort, descending), null, PAGE)
			.items()).hasSizeBetween(shown, PAGE);
	}

	private void unreached(ActorId claire, NodeId node, FindUnreached.Part part) {
		assertThat(this.findUnreached.of(claire, node, part, 7, null).lines()).hasSize(FindUnreached.PAGE);
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
	 * Each campaign serves its agency's employees, over 61 days; some lines failed.
	 * @param few those that it has served from the beginning, or all others
	 */
	private void serve(JdbcClient superuser, boolean few) {
		superuser
			.sql("""
					insert into employee (id, brand_id, agency_id, matricule, last_name, first_name, email, created_at)
					select md5('employee' || a || '-' || k)::uuid, n.brand_id, n.id,
					  'B' || lpad((k * :agencies + a)::text, 6, '0'), 'Bravo' || k,
					  (array['Camille', 'Dominique', 'Claude', 'Maxime'])[1 + k % 4], 'b' || k || '-' || a || '@salarie.example',
					  now()
					from generate_series(0, :agencies - 1) a join node n on n.code = 'BENCH-' || a
					cross join generate_series(1, :people) k
					where (case when a = :agency then k % :step = 0 else k = 1 end) = :few
					""")
			.param("agencies", AGENCIES)
			.param("people", PEOPLE)
			.param("agency", AGENCY)
			.param("step", STEP)
			.param("few", few)
			.update();
		superuser.sql("analyze").update();
		// Nothing is known yet of what the first statement writes.
		superuser
			.sql("""
					set enable_nestloop = off;
					with served as (
					  insert into hand_over (id, source_kind, source_id, ordinal, employee_id, node_id, sender_id, created_at,
					    handed_over_at)
					  select md5(c.id || '-' || k)::uuid, 'CAMPAIGN', c.id, k,
					    md5('employee' || (i % :agencies) || '-' || k)::uuid, c.target_id, c.launched_by, at,
					    case when k % (2 * :step) <> 0 then at end
					  from generate_series(1, :campaigns) i join campaign c on c.id = md5('bench' || i)::uuid
					  cross join generate_series(1, :people) k
					  cross join lateral (select now() - (1 + k * 7 % 61) * interval '1 day' as at) t
					  where (case when i % :agencies = :agency then k % :step = 0 else k = 1 end) = :few
					  returning *
					)
					insert into delivery (id, hand_over_id, source_id, employee_id, document_id, position, state, reason,
					  prepared_at, handed_over_at, notified_at, node_id, sender_id, type, search, origin, brought_by,
					  matricule_key)
					select gen_random_uuid(), h.id, h.source_id, h.employee_id, cd.document_id, cd.position,
					  case when h.handed_over_at is null then 'FAILED' when h.ordinal % 3 = 0 then 'OPENED' else 'NOTIFIED' end,
					  case when h.handed_over_at is null then 'CAMPAIGN_CLOSED' end, h.created_at, h.handed_over_at,
					  h.handed_over_at, h.node_id, h.sender_id, d.type, e.search || ' ' || searchable(d.name), 'CAMPAIGN',
					  (array['PAYSLIP', 'CONTRACT'])[1 + h.ordinal % 2], searchable(e.matricule)
					from served h
					join employee e on e.id = h.employee_id
					join campaign_document cd on cd.campaign_id = h.source_id
					join document d on d.id = cd.document_id
					""")
			.param("agencies", AGENCIES)
			.param("campaigns", CAMPAIGNS)
			.param("people", PEOPLE)
			.param("agency", AGENCY)
			.param("step", STEP)
			.param("few", few)
			.update();
	}

	private NodeId node(String code) {
		return new NodeId(this.jdbc.sql("select id from node where code = ?").param(code).query(UUID.class).single());
	}

}
