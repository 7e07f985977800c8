package io.estafette.directory;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

import io.estafette.organization.NodeId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Finds employees one already knows by id, account or matricule, whoever asks: check
 * rights first.
 */
@Service
public class FindEmployees {

	private final JdbcClient jdbc;

	FindEmployees(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Those of these ids that exist, by name. */
	public List<Employee> byIds(Collection<EmployeeId> ids) {
		return this.jdbc.sql(EmployeeRows.SELECT + "where e.id = any(?) order by e.last_name, e.first_name, e.id")
			.param(ids.stream().map(EmployeeId::value).toArray(UUID[]::new))
			.query(EmployeeRows::map)
			.list();
	}

	/** All employments of the person who owns this vault account. */
	public List<Employee> byAccount(AccountId account) {
		return this.jdbc.sql(EmployeeRows.SELECT + "where e.account_id = ? order by e.created_at, e.id")
			.param(account.value())
			.query(EmployeeRows::map)
			.list();
	}

	/**
	 * Those of an agency's or establishment's employees who have one of these matricules.
	 */
	public List<Employee> byMatricules(NodeId agency, Collection<String> matricules) {
		return this.jdbc.sql(EmployeeRows.SELECT + """
				where e.agency_id = ? and e.matricule = any(?) order by e.last_name, e.first_name, e.id
				""").param(agency.value()).param(matricules.toArray(String[]::new)).query(EmployeeRows::map).list();
	}

}
