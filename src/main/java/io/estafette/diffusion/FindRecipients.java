package io.estafette.diffusion;

import java.util.List;
import java.util.UUID;

import io.estafette.directory.Employee;
import io.estafette.directory.EmployeeId;
import io.estafette.directory.FindEmployees;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The recipients chosen in a free diffusion, whoever asks: check rights first. */
@Service
public class FindRecipients {

	/**
	 * The recipients.
	 *
	 * @param count all of them
	 * @param first the first of them by name
	 */
	public record Recipients(int count, List<Employee> first) {
	}

	private final JdbcClient jdbc;

	private final FindEmployees findEmployees;

	FindRecipients(JdbcClient jdbc, FindEmployees findEmployees) {
		this.jdbc = jdbc;
		this.findEmployees = findEmployees;
	}

	/** How many they are, and the first {@code limit} by name. */
	public Recipients of(FreeDiffusionId id, int limit) {
		int count = this.jdbc.sql("select count(*) from free_diffusion_recipient where diffusion_id = ?")
			.param(id.value())
			.query(Integer.class)
			.single();
		List<EmployeeId> first = this.jdbc.sql("""
				select e.id from free_diffusion_recipient r join employee e on e.id = r.employee_id
				where r.diffusion_id = ? order by e.last_name, e.first_name, e.id limit ?
				""")
			.param(id.value())
			.param(limit)
			.query((row, number) -> new EmployeeId(row.getObject(1, UUID.class)))
			.list();
		return new Recipients(count, this.findEmployees.byIds(first));
	}

}
