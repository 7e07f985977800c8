package io.estafette.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

import io.estafette.directory.BrowseEmployees;
import io.estafette.directory.SearchEmployees;
import io.estafette.local.WithDatabase;
import io.estafette.organization.ActorId;
import io.estafette.organization.FindActor;
import io.estafette.organization.NodeId;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;

/**
 * The search of recipients in one agency of a tenth of all employees, and the list of
 * employees, with a thousand employees and with 200,000 in 200 agencies: the same page
 * should take as long (aim: at most 1.5 times). The README says how to run it.
 */
@SpringBootTest(properties = "estafette.mail.connections=0")
@ActiveProfiles("demonstration")
@WithDatabase
class EmployeeSearchBench {

	private static final int ROUNDS = 101;

	@Autowired
	private SearchEmployees search;

	@Autowired
	private BrowseEmployees browse;

	@Autowired
	private FindActor findActor;

	@Autowired
	private JdbcClient jdbc;

	@Test
	void aThousandAndTwoHundredThousand() {
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
		employees(1, 1_000);
		// The first one is to warm up.
		measure();
		Map<String, Double> small = measure();
		employees(1_001, 200_000);
		Map<String, Double> large = measure();
		System.out.println("| search | 1,000 employees ms | 200,000 employees ms | ratio |");
		System.out.println("|---|---|---|---|");
		small.forEach((page, before) -> System.out
			.println("| %s | %.2f | %.2f | %.2f |".formatted(page, before, large.get(page), large.get(page) / before)));
	}

	private Map<String, Double> measure() {
		this.jdbc.sql("vacuum analyze").update();
		NodeId agency = new NodeId(
				this.jdbc.sql("select id from node where code = 'BENCH-0'").query(UUID.class).single());
		ActorId claire = this.findActor.byLogin("claire.martin").orElseThrow().id();
		Map<String, Double> medians = new LinkedHashMap<>();
		medians.put("recipient by matricule", median(() -> this.search.in(agency, "b000010", 20)));
		medians.put("recipient by part of a name of many", median(() -> this.search.in(agency, "mart", 20)));
		medians.put("recipient by both names", median(() -> this.search.in(agency, "eve durand10", 20)));
		medians.put("recipient by two letters", median(() -> this.search.in(agency, "du", 20)));
		medians.put("no such recipient", median(() -> this.search.in(agency, "xyzzy", 20)));
		medians.put("list, all agencies", median(() -> this.browse.of(claire, "", null, null)));
		medians.put("list, one agency", median(() -> this.browse.of(claire, "", agency, null)));
		medians.put("list, a matricule", median(() -> this.browse.of(claire, "b000010", null, null)));
		medians.put("list, a name of many", median(() -> this.browse.of(claire, "martin", null, null)));
		medians.put("list, a name of many, one agency", median(() -> this.browse.of(claire, "martin", agency, null)));
		medians.put("list, nobody", median(() -> this.browse.of(claire, "xyzzy", null, null)));
		return medians;
	}

	/** In milliseconds. */
	private static double median(Supplier<?> search) {
		double[] times = new double[ROUNDS];
		for (int i = -20; i < ROUNDS; i++) {
			long start = System.nanoTime();
			search.get();
			if (i >= 0) {
				times[i] = (System.nanoTime() - start) / 1e6;
			}
		}
		Arrays.sort(times);
		return times[ROUNDS / 2];
	}

	/** Every tenth in the first agency, the others all over. */
	private void employees(int first, int last) {
		this.jdbc.sql("""
				insert into employee (id, brand_id, agency_id, matricule, last_name, first_name, email, created_at)
				select gen_random_uuid(), n.brand_id, n.id, 'B' || lpad(k::text, 6, '0'),
				  (array['Martin', 'Durand', 'Lefèvre', 'Nguyễn', 'O''Brien'])[1 + (k / 10) % 5] || k,
				  (array['Ève', 'Chloé', 'Jean-Noël', 'Zoé'])[1 + (k / 50) % 4], 'b' || k || '@salarie.example', now()
				from generate_series(?, ?) k
				join node n on n.code = case when k % 10 = 0 then 'BENCH-0' else 'BENCH-' || (1 + k % 199) end
				""").param(first).param(last).update();
	}

}
