package io.estafette.directory;

import java.util.List;

import io.estafette.organization.ActorId;
import io.estafette.organization.AdminAccess;
import io.estafette.platform.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The report of an import of employees, line by line. */
@Service
public class FindImportLines {

	/**
	 * A line.
	 *
	 * @param number in the file, the header being 1
	 * @param reason the code of why it is refused
	 */
	public record Line(int number, String matricule, String name, String email, String agency,
			FindEmployeeImport.Outcome outcome, @Nullable String reason) {
	}

	private final AdminAccess access;

	private final JdbcClient jdbc;

	FindImportLines(AdminAccess access, JdbcClient jdbc) {
		this.access = access;
		this.jdbc = jdbc;
	}

	/**
	 * The first {@code limit} lines with this outcome after this number.
	 * @throws Refusal NOT_FOUND for who is no administrator
	 */
	public List<Line> of(ActorId admin, EmployeeImportId id, FindEmployeeImport.@Nullable Outcome outcome, int after,
			int limit) {
		this.access.require(admin);
		return this.jdbc.sql("""
				select * from employee_import_line
				where import_id = :id and number > :after and (:outcome::text is null or outcome = :outcome)
				order by number limit :limit
				""")
			.param("id", id.value())
			.param("after", after)
			.param("outcome", (outcome != null) ? outcome.name() : null)
			.param("limit", limit)
			.query((row, number) -> new Line(row.getInt("number"), row.getString("matricule"),
					row.getString("last_name") + " " + row.getString("first_name"), row.getString("email"),
					row.getString("agency"), FindEmployeeImport.Outcome.valueOf(row.getString("outcome")),
					row.getString("reason")))
			.list();
	}

}
