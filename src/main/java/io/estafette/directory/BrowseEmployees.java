package io.estafette.directory;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.estafette.organization.ActorId;
import io.estafette.organization.FindVisibleNodes;
import io.estafette.organization.Node;
import io.estafette.organization.NodeId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The employees whom an HR user may see (O8), by name, page by page; as quick with
 * 200,000 employees as with a thousand.
 */
@Service
public class BrowseEmployees {

	/** How many employees one page shows. */
	public static final int PAGE = 50;

	/** See {@code FindSentDocuments}: few agencies are looked through one by one. */
	private static final int FEW_AGENCIES = 100;

	private static final int MOST_WORDS = 8;

	/**
	 * Some employees.
	 *
	 * @param next after whom the next page begins; null on the last one
	 */
	public record Page(List<Line> lines, @Nullable EmployeeId next) {
	}

	/** One employee and the name of where they work. */
	public record Line(Employee employee, String agency) {
	}

	private final FindVisibleNodes findVisibleNodes;

	private final JdbcClient jdbc;

	BrowseEmployees(FindVisibleNodes findVisibleNodes, JdbcClient jdbc) {
		this.findVisibleNodes = findVisibleNodes;
		this.jdbc = jdbc;
	}

	/**
	 * The first {@link #PAGE} after this employee.
	 * @param search words that are all found in last name, first name or matricule,
	 * accents and case ignored
	 * @param agency only those of this agency or establishment
	 * @param after null for the first page
	 */
	@Transactional(readOnly = true)
	public Page of(ActorId reader, String search, @Nullable NodeId agency, @Nullable EmployeeId after) {
		UUID[] agencies = this.findVisibleNodes.of(reader)
			.stream()
			.map(Node::id)
			.filter((node) -> agency == null || agency.equals(node))
			.map(NodeId::value)
			.toArray(UUID[]::new);
		if (agencies.length == 0) {
			return new Page(List.of(), null);
		}
		Map<String, Object> values = new HashMap<>();
		StringBuilder conditions = new StringBuilder();
		for (String word : words(search)) {
			String name = "word" + values.size();
			conditions.append(" and e.search like searchable(:").append(name).append(")");
			values.put(name, "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%");
		}
		boolean oneByOne = agencies.length <= FEW_AGENCIES && values.isEmpty();
		if (after != null) {
			conditions
				.append("""
						 and (e.last_name, e.first_name, e.id) >
						  ((select last_name from employee where id = :after), (select first_name from employee where id = :after),
						   :after)
						""");
			values.put("after", after.value());
		}
		this.jdbc.sql("set local plan_cache_mode = force_custom_plan").update();
		List<Line> lines = this.jdbc.sql("""
				select e.*, coalesce(v.language, e.language) as spoken, n.name as agency_name
				from (%s) e left join vault_account v on v.id = e.account_id join node n on n.id = e.agency_id
				order by e.last_name, e.first_name, e.id
				""".formatted((oneByOne ? """
				select l.* from unnest(:agencies) as a (id) cross join lateral (
				  select * from employee e where e.agency_id = a.id %s
				  order by e.last_name, e.first_name, e.id limit :limit
				) l order by l.last_name, l.first_name, l.id limit :limit
				""" : """
				select e.* from employee e where e.agency_id = any(:agencies) %s
				order by e.last_name, e.first_name, e.id limit :limit
				""").formatted(conditions)))
			.params(values)
			.param("agencies", agencies)
			.param("limit", PAGE + 1)
			.query((row, number) -> new Line(EmployeeRows.map(row, number), row.getString("agency_name")))
			.list();
		return (lines.size() <= PAGE) ? new Page(lines, null)
				: new Page(lines.subList(0, PAGE), lines.get(PAGE - 1).employee().id());
	}

	private static List<String> words(String search) {
		return Arrays
			.stream(search.substring(0, Math.min(search.length(), SearchEmployees.LONGEST_QUERY))
				.replace("\0", "")
				.strip()
				.split("\\s+"))
			.filter((word) -> !word.isEmpty())
			.limit(MOST_WORDS)
			.toList();
	}

}
