package io.estafette.directory;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

import io.estafette.organization.ActorId;
import io.estafette.organization.AdminAccess;
import io.estafette.platform.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** How far an import of employees is. */
@Service
public class FindEmployeeImport {

	/** How far it is. */
	public enum State {

		CHECKED, RUNNING, DONE, DISCARDED

	}

	/** What becomes of a line. */
	public enum Outcome {

		CREATED, UPDATED, UNCHANGED, REFUSED

	}

	/**
	 * The import.
	 *
	 * @param lines all of them
	 * @param written the number of the last line that is written
	 * @param counts by outcome; before it is confirmed, what would become of the lines
	 */
	public record Import(EmployeeImportId id, String brand, String fileName, State state, Instant createdAt, int lines,
			int written, Map<Outcome, Integer> counts) {
	}

	private final AdminAccess access;

	private final JdbcClient jdbc;

	FindEmployeeImport(AdminAccess access, JdbcClient jdbc) {
		this.access = access;
		this.jdbc = jdbc;
	}

	/**
	 * The import.
	 * @throws Refusal NOT_FOUND
	 */
	public Import of(ActorId admin, EmployeeImportId id) {
		this.access.require(admin);
		Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
		this.jdbc.sql("select outcome, count(*) from employee_import_line where import_id = ? group by outcome")
			.param(id.value())
			.query((row) -> {
				counts.put(Outcome.valueOf(row.getString(1)), row.getInt(2));
			});
		return this.jdbc.sql("""
				select i.*, n.name from employee_import i join node n on n.id = i.brand_id where i.id = ?
				""")
			.param(id.value())
			.query((row, number) -> new Import(id, row.getString("name"), row.getString("file_name"),
					State.valueOf(row.getString("state")), row.getTimestamp("created_at").toInstant(),
					counts.values().stream().mapToInt(Integer::intValue).sum(), row.getInt("written"), counts))
			.optional()
			.orElseThrow(Refusal::notFound);
	}

}
