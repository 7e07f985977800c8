package io.estafette.directory;

import java.sql.Timestamp;
import java.time.Clock;

import io.estafette.organization.ActorId;
import io.estafette.organization.AdminAccess;
import io.estafette.platform.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Lets a checked import be written; a second click changes nothing. */
@Service
public class ConfirmEmployeeImport {

	private final AdminAccess access;

	private final JdbcClient jdbc;

	private final Clock clock;

	ConfirmEmployeeImport(AdminAccess access, JdbcClient jdbc, Clock clock) {
		this.access = access;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * It is written in the background, by whatever copy of the application.
	 * @throws Refusal NOT_FOUND for who is no administrator
	 */
	@Transactional
	public void of(ActorId admin, EmployeeImportId id) {
		this.access.require(admin);
		this.jdbc
			.sql("update employee_import set state = 'RUNNING', confirmed_at = ? where id = ? and state = 'CHECKED'")
			.param(Timestamp.from(this.clock.instant()))
			.param(id.value())
			.update();
	}

}
