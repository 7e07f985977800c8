package io.estafette.support;

import java.util.List;
import java.util.stream.IntStream;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Generated employees for large sends. */
public final class LargeAgency {

	private LargeAgency() {
	}

	/** Adds so many employees to LYO; returns their matricules. */
	public static List<String> employees(JdbcClient jdbc, int count) {
		jdbc.sql("""
				insert into employee (id, brand_id, agency_id, matricule, last_name, first_name, email, created_at)
				select gen_random_uuid(), n.brand_id, n.id, 'K' || lpad(k::text, 6, '0'), 'Kilo' || k, 'Camille',
				  'k' || k || '@salarie.example', now()
				from node n cross join generate_series(1, ?) k where n.code = 'LYO'
				""").param(count).update();
		return IntStream.rangeClosed(1, count).mapToObj("K%06d"::formatted).toList();
	}

}
