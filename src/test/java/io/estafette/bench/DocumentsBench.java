package io.estafette.bench;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import io.estafette.delivery.DeliveryState;
import io.estafette.document.DocumentType;
import io.estafette.local.WithDatabase;
import io.estafette.organization.ActorId;
import io.estafette.organization.FindActor;
import io.estafette.organization.NodeId;
import io.estafette.tracking.DocumentFilter;
import io.estafette.tracking.FindSentDocuments;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;

/**
 * The list <i>Documents</i> with a thousand lines and with a million, of 200,000
 * employees in 200 agencies: the same page should take as long (aim: at most 1.5 times).
 * The README says how to run it.
 */
@SpringBootTest(properties = "estafette.mail.connections=0")
@ActiveProfiles("demonstration")
@WithDatabase
class DocumentsBench {

	private static final int ROUNDS = 101;

	@Autowired
	private FindSentDocuments find;

	@Autowired
	private FindActor findActor;

	@Autowired
	private JdbcClient jdbc;

	@Test
	void aThousandAndAMillion() {
		agencies();
		employees(1, 1_000);
		sends(1, 50);
		// The first one is to warm up.
		measure();
		Map<String, Double> small = measure();
		employees(1_001, 200_000);
		sends(51, 10_000);
		Map<String, Double> large = measure();
		System.out.println("| page | 1,000 lines ms | 1,000,000 lines ms | ratio |");
		System.out.println("|---|---|---|---|");
		small.forEach((page, before) -> System.out
			.println("| %s | %.2f | %.2f | %.2f |".formatted(page, before, large.get(page), large.get(page) / before)));
	}

	private Map<String, Double> measure() {
		this.jdbc.sql("vacuum analyze").update();
		ActorId claire = this.findActor.byLogin("claire.martin").orElseThrow().id();
		ActorId paul = this.findActor.byLogin("paul.bernard").orElseThrow().id();
		LocalDate today = LocalDate.now();
		NodeId agency = new NodeId(
				this.jdbc.sql("select id from node where code = 'BENCH-3'").query(UUID.class).single());
		Map<String, Double> medians = new LinkedHashMap<>();
		medians.put("all, 203 emitters", median(claire, DocumentFilter.none(), 0));
		medians.put("all, 1 emitter", median(paul, DocumentFilter.none(), 0));
		medians.put("page 5", median(claire, DocumentFilter.none(), 4));
		medians.put("one emitter", median(claire, new DocumentFilter("", agency, null, null, null, null, null), 0));
		medians.put("protected",
				median(claire, new DocumentFilter("", null, DocumentType.PROTECTED, null, null, null, null), 0));
		medians.put("failed",
				median(claire, new DocumentFilter("", null, null, DeliveryState.FAILED, null, null, null), 0));
		medians.put("opened",
				median(claire, new DocumentFilter("", null, null, DeliveryState.OPENED, null, null, null), 0));
		medians.put("a past week", median(claire,
				new DocumentFilter("", null, null, null, today.minusDays(20), today.minusDays(14), null), 0));
		medians.put("sent by Paul", median(claire, new DocumentFilter("", null, null, null, null, null, paul), 0));
		medians.put("a matricule",
				median(claire, new DocumentFilter("b000007", null, null, null, null, null, null), 0));
		medians.put("a name of many",
				median(claire, new DocumentFilter("camille", null, null, null, null, null, null), 0));
		medians.put("a document and a name",
				median(claire, new DocumentFilter("note bravo12", null, null, null, null, null, null), 0));
		medians.put("nothing", median(claire, new DocumentFilter("xyzzy", null, null, null, null, null, null), 0));
		return medians;
	}

	/** In milliseconds, of the page after so many. */
	private double median(ActorId reader, DocumentFilter filter, int before) {
		FindSentDocuments.Cursor after = null;
		for (int i = 0; i < before; i++) {
			after = this.find.of(reader, filter, after).next();
		}
		double[] times = new double[ROUNDS];
		for (int i = -20; i < ROUNDS; i++) {
			long start = System.nanoTime();
			this.find.of(reader, filter, after);
			if (i >= 0) {
				times[i] = (System.nanoTime() - start) / 1e6;
			}
		}
		Arrays.sort(times);
		return times[ROUNDS / 2];
	}

	private void agencies() {
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
	}

	private void employees(int first, int last) {
		this.jdbc
			.sql("""
					insert into employee (id, brand_id, agency_id, matricule, last_name, first_name, email, created_at)
					select gen_random_uuid(), n.brand_id, n.id, 'B' || lpad(k::text, 6, '0'), 'Bravo' || k,
					  (array['Camille', 'Dominique', 'Claude', 'Maxime'])[1 + k % 4], 'b' || k || '@salarie.example', now()
					from generate_series(?, ?) k join node n on n.code = case when k % 10 = 0 then 'LYO' else 'BENCH-' || k % 200 end
					  and n.brand_id = (select id from node where code = 'HORIZON')
					""")
			.param(first)
			.param(last)
			.update();
	}

	/** Each of two documents for fifty people of one agency. */
	private void sends(int first, int last) {
		this.jdbc.sql("""
				insert into content (sha256, size, bytes, created_at)
				values (sha256('bench'), 5, 'bench', now()) on conflict do nothing
				""").update();
		this.jdbc.sql("""
				insert into document (id, brand_id, file_name, name, type, original_sha256, size, pages, active_content,
				  already_signed, created_at)
				select md5('document' || k || '-' || p)::uuid, b.id, 'note.pdf', 'Note de service ' || k,
				  case when p = 1 then 'SIMPLE' else 'PROTECTED' end, sha256('bench'), 5, 1, false, false, now()
				from node b, generate_series(?, ?) k, generate_series(1, 2) p where b.code = 'HORIZON'
				""").param(first).param(last).update();
		this.jdbc
			.sql("""
					insert into free_diffusion (id, sender_id, emitter_id, origin, state, created_at, sent_at, version)
					select md5('send' || k)::uuid, a.id, n.id, 'PAGE', 'COMPLETED', now(), now() - (10000 - k) * interval '4 min', 0
					from generate_series(?, ?) k
					join actor a on a.login = case when k % 100 = 5 then 'paul.bernard' else 'claire.martin' end
					join node n on n.code = case when k % 10 = 0 then 'LYO' else 'BENCH-' || k % 200 end
					  and n.brand_id = (select id from node where code = 'HORIZON')
					""")
			.param(first)
			.param(last)
			.update();
		this.jdbc
			.sql("""
					insert into hand_over (id, source_kind, source_id, ordinal, employee_id, node_id, sender_id, created_at,
					  handed_over_at)
					select gen_random_uuid(), 'FREE_DIFFUSION', f.id, e.ordinal, e.id, f.emitter_id, f.sender_id, f.sent_at, f.sent_at
					from generate_series(?, ?) k
					join free_diffusion f on f.id = md5('send' || k)::uuid
					cross join lateral (select id, row_number() over () as ordinal from employee
					  where agency_id = f.emitter_id and matricule like 'B%' order by md5(id::text || k) limit 50) e
					""")
			.param(first)
			.param(last)
			.update();
		this.jdbc
			.sql("""
					insert into delivery (id, hand_over_id, source_id, employee_id, document_id, position, state, prepared_at,
					  handed_over_at, notified_at, node_id, sender_id, type, search)
					select gen_random_uuid(), h.id, h.source_id, h.employee_id, d.id, p,
					  case when h.ordinal = 7 and k % 10 = 3 then 'FAILED' when h.ordinal % 3 = 0 then 'OPENED' else 'NOTIFIED' end,
					  h.created_at, h.created_at, h.created_at, h.node_id, h.sender_id, d.type,
					  e.search || ' ' || searchable(d.name)
					from generate_series(?, ?) k cross join generate_series(1, 2) p
					join hand_over h on h.source_id = md5('send' || k)::uuid
					join document d on d.id = md5('document' || k || '-' || p)::uuid
					join employee e on e.id = h.employee_id
					order by h.created_at, h.ordinal desc
					""")
			.param(first)
			.param(last)
			.update();
		System.out.println(this.jdbc.sql("select count(*) from delivery").query(Long.class).single() + " lines");
	}

}
