package io.estafette.directory;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Whom an invitation link is for, while it can be used. */
@Service
public class FindInvitation {

	private final JdbcClient jdbc;

	private final Clock clock;

	FindInvitation(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/** The invited employee; empty when the token is unknown, used or expired. */
	public Optional<Employee> byToken(String token) {
		return this.jdbc.sql(EmployeeRows.SELECT + """
				join invitation i on i.employee_id = e.id
				where i.token_hash = ? and i.used_at is null and i.expires_at > ?
				""")
			.param(Tokens.hash(token))
			.param(Timestamp.from(this.clock.instant()))
			.query(EmployeeRows::map)
			.optional();
	}

}
