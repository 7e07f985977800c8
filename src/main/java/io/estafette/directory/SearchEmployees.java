package io.estafette.directory;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.estafette.organization.NodeId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Finds employees of an agency or establishment by parts of last name, first name and
 * matricule: accents and case ignored, any order (F3).
 */
@Service
public class SearchEmployees {

	/** Longest search text, in characters; what comes after is ignored. */
	public static final int LONGEST_QUERY = 100;

	private final JdbcClient jdbc;

	SearchEmployees(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Employees in whom every word of the query is found, by name, at most {@code limit}
	 * of them. An empty query finds nobody.
	 */
	public List<Employee> in(NodeId agency, String query, int limit) {
		List<String> words = Arrays
			.stream(query.substring(0, Math.min(query.length(), LONGEST_QUERY)).strip().split("\\s+"))
			.filter((word) -> !word.isEmpty())
			.toList();
		if (words.isEmpty()) {
			return List.of();
		}
		// One condition per word, so that each can use the trigram index.
		StringBuilder sql = new StringBuilder(EmployeeRows.SELECT).append("where e.agency_id = :agency");
		Map<String, Object> parameters = new HashMap<>();
		for (String word : words) {
			String name = "word" + parameters.size();
			sql.append(" and e.search like searchable(:").append(name).append(")");
			parameters.put(name, "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%");
		}
		return this.jdbc.sql(sql.append(" order by e.last_name, e.first_name, e.id limit :limit").toString())
			.params(parameters)
			.param("agency", agency.value())
			.param("limit", limit)
			.query(EmployeeRows::map)
			.list();
	}

}
