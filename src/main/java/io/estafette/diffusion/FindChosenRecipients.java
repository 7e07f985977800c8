package io.estafette.diffusion;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

import io.estafette.directory.EmployeeId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Tells which search hits are recipients already, whoever asks: check rights first. */
@Service
public class FindChosenRecipients {

	private final JdbcClient jdbc;

	FindChosenRecipients(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Those of these employees who are recipients of the free diffusion. */
	public Set<EmployeeId> among(FreeDiffusionId id, Collection<EmployeeId> employees) {
		return new HashSet<>(this.jdbc
			.sql("select employee_id from free_diffusion_recipient where diffusion_id = ? and employee_id = any(?)")
			.param(id.value())
			.param(employees.stream().map(EmployeeId::value).toArray(UUID[]::new))
			.query((row, number) -> new EmployeeId(row.getObject(1, UUID.class)))
			.list());
	}

}
