package io.estafette.directory;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

import io.estafette.organization.ActorId;
import io.estafette.organization.AdminAccess;
import io.estafette.organization.FindNode;
import io.estafette.organization.NodeId;
import io.estafette.organization.NodeKind;
import io.estafette.platform.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes a file of employees and says, line by line, what an import would do. Nobody is
 * created or changed by it: {@link ConfirmEmployeeImport} is.
 */
@Service
public class CheckEmployeeImport {

	private static final int LONGEST_FILE_NAME = 255;

	private final AdminAccess access;

	private final FindNode findNode;

	private final ReadEmployeeFile readFile;

	private final JdbcClient jdbc;

	private final Clock clock;

	CheckEmployeeImport(AdminAccess access, FindNode findNode, ReadEmployeeFile readFile, JdbcClient jdbc,
			Clock clock) {
		this.access = access;
		this.findNode = findNode;
		this.readFile = readFile;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * The checked import.
	 * @param brand whose employees these are
	 * @throws Refusal NOT_FOUND, or why the file as a whole cannot be read
	 * ({@code IMPORT_*})
	 */
	@Transactional
	public EmployeeImportId of(ActorId admin, NodeId brand, Path file, String fileName) throws IOException {
		this.access.require(admin);
		this.findNode.byId(brand).filter((node) -> node.kind() == NodeKind.BRAND).orElseThrow(Refusal::notFound);
		UUID id = UUID.randomUUID();
		String name = fileName.replaceAll("\\p{Cntrl}", "").strip();
		this.jdbc.sql("""
				insert into employee_import (id, brand_id, author_id, file_name, state, created_at)
				values (?, ?, ?, ?, 'CHECKED', ?)
				""")
			.param(id)
			.param(brand.value())
			.param(admin.value())
			.param(name.isEmpty() ? "csv" : name.substring(0, Math.min(name.length(), LONGEST_FILE_NAME)))
			.param(Timestamp.from(this.clock.instant()))
			.update();
		this.readFile.of(file, (lines) -> store(id, lines));
		refuse(id, brand);
		plan(id, brand);
		return new EmployeeImportId(id);
	}

	private void store(UUID id, List<ReadEmployeeFile.Line> lines) {
		this.jdbc
			.sql("""
					insert into employee_import_line (import_id, number, matricule, last_name, first_name, email, agency,
					  executive, language, outcome, reason)
					select ?, l.number, l.matricule, l.last_name, l.first_name, l.email, l.agency, l.executive, l.language,
					  case when l.problem is not null then 'REFUSED' end, l.problem
					from unnest(?::int[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::boolean[], ?::text[], ?::text[])
					  as l (number, matricule, last_name, first_name, email, agency, executive, language, problem)
					""")
			.param(id)
			.param(lines.stream().map(ReadEmployeeFile.Line::number).toArray(Integer[]::new))
			.param(lines.stream().map(ReadEmployeeFile.Line::matricule).toArray(String[]::new))
			.param(lines.stream().map(ReadEmployeeFile.Line::lastName).toArray(String[]::new))
			.param(lines.stream().map(ReadEmployeeFile.Line::firstName).toArray(String[]::new))
			.param(lines.stream().map(ReadEmployeeFile.Line::email).toArray(String[]::new))
			.param(lines.stream().map(ReadEmployeeFile.Line::agency).toArray(String[]::new))
			.param(lines.stream().map(ReadEmployeeFile.Line::executive).toArray(Boolean[]::new))
			.param(lines.stream().map(ReadEmployeeFile.Line::language).toArray(String[]::new))
			.param(lines.stream().map(ReadEmployeeFile.Line::problem).toArray(String[]::new))
			.update();
	}

	/** What only the whole file and the organisation tell. */
	private void refuse(UUID id, NodeId brand) {
		this.jdbc.sql("""
				update employee_import_line l set outcome = 'REFUSED', reason = 'TWICE'
				where l.import_id = :id and l.outcome is null and exists (
				  select 1 from employee_import_line f where f.import_id = l.import_id and f.matricule = l.matricule
				  and f.number < l.number and f.outcome is null)
				""").param("id", id).update();
		this.jdbc.sql("""
				update employee_import_line l set outcome = 'REFUSED', reason = 'AGENCY'
				where l.import_id = :id and l.outcome is null and not exists (
				  select 1 from node n where n.brand_id = :brand and n.code = l.agency
				  and n.kind in ('AGENCY', 'ESTABLISHMENT'))
				""").param("id", id).param("brand", brand.value()).update();
	}

	private void plan(UUID id, NodeId brand) {
		this.jdbc.sql(WriteEmployeeImports.PLAN.formatted("")).param("id", id).param("brand", brand.value()).update();
	}

}
