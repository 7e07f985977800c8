package io.estafette.directory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.estafette.organization.NodeId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Finds employees of an agency or establishment by parts of last name, first name and
 * matricule: accents and case ignored, any order (F3). Last names and matricules that
 * begin with a word come first: that is what people mean, and what an index finds at
 * once, however many there are.
 */
@Service
public class SearchEmployees {

	/** Longest search text, in characters; what comes after is ignored. */
	public static final int LONGEST_QUERY = 100;

	private static final int MOST_WORDS = 8;

	/**
	 * A whole matricule of this length is meant as such: nothing else is searched for.
	 */
	private static final int TELLING = 4;

	private final JdbcClient jdbc;

	SearchEmployees(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Employees in whom every word of the query is found, at most {@code limit} of them.
	 * An empty query finds nobody.
	 */
	@Transactional(readOnly = true)
	public List<Employee> in(NodeId agency, String query, int limit) {
		List<String> words = Arrays
			.stream(query.substring(0, Math.min(query.length(), LONGEST_QUERY)).replace("\0", "").strip().split("\\s+"))
			.filter((word) -> !word.isEmpty())
			.limit(MOST_WORDS)
			.toList();
		if (words.isEmpty()) {
			return List.of();
		}
		// The best plan depends on the words.
		this.jdbc.sql("set local plan_cache_mode = force_custom_plan").update();
		Map<EmployeeId, Employee> found = new LinkedHashMap<>();
		beginning(agency, words, limit).forEach((employee) -> found.put(employee.id(), employee));
		boolean meant = found.values()
			.stream()
			.anyMatch((employee) -> employee.matricule().length() >= TELLING
					&& words.stream().anyMatch(employee.matricule()::equalsIgnoreCase));
		if (found.size() < limit && !meant) {
			containing(agency, words, limit).forEach((employee) -> found.putIfAbsent(employee.id(), employee));
		}
		return found.values().stream().limit(limit).toList();
	}

	/** Those whose last name or matricule begins with a word. */
	private List<Employee> beginning(NodeId agency, List<String> words, int limit) {
		Map<String, Object> parameters = new HashMap<>();
		String everyWord = everyWord(words, parameters);
		List<String> parts = new ArrayList<>();
		for (int i = 0; i < words.size(); i++) {
			parameters.put("beginning" + i, escaped(words.get(i)) + "%");
			for (String column : List.of("last_name", "matricule")) {
				parts
					.add("""
							(select e.* from employee e
							where e.agency_id = :agency and searchable(e.%1$s) collate "C" like searchable(:beginning%2$d) and %3$s
							order by searchable(e.%1$s) collate "C" limit :limit)
							"""
						.formatted(column, i, everyWord));
			}
		}
		return this.jdbc.sql("""
				select e.*, coalesce(v.language, e.language) as spoken
				from (select distinct on (id) * from (%s) parts) e left join vault_account v on v.id = e.account_id
				order by e.last_name, e.first_name, e.id limit :limit
				""".formatted(String.join(" union all ", parts)))
			.params(parameters)
			.param("agency", agency.value())
			.param("limit", limit)
			.query(EmployeeRows::map)
			.list();
	}

	private List<Employee> containing(NodeId agency, List<String> words, int limit) {
		Map<String, Object> parameters = new HashMap<>();
		return this.jdbc
			.sql(EmployeeRows.SELECT + "where e.agency_id = :agency and " + everyWord(words, parameters)
					+ " order by e.last_name, e.first_name, e.id limit :limit")
			.params(parameters)
			.param("agency", agency.value())
			.param("limit", limit)
			.query(EmployeeRows::map)
			.list();
	}

	/** One condition per word, so that each can use the trigram index. */
	private static String everyWord(List<String> words, Map<String, Object> parameters) {
		List<String> conditions = new ArrayList<>();
		for (int i = 0; i < words.size(); i++) {
			conditions.add("e.search like searchable(:word" + i + ")");
			parameters.put("word" + i, "%" + escaped(words.get(i)) + "%");
		}
		return String.join(" and ", conditions);
	}

	private static String escaped(String word) {
		return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
	}

}
