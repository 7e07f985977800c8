package io.estafette.directory;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;

import io.estafette.platform.security.Tokens;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Whom an invitation link is for. */
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
		return find(token, "i.expires_at > :now");
	}

	/** The employee whose link has expired without being used. */
	public Optional<Employee> expired(String token) {
		return find(token, "i.expires_at <= :now");
	}

	private Optional<Employee> find(String token, String condition) {
		return this.jdbc.sql(EmployeeRows.SELECT + """
				join invitation i on i.employee_id = e.id
				where i.token_hash = :token and i.used_at is null and\s""" + condition)
			.param("token", Tokens.hash(token))
			.param("now", Timestamp.from(this.clock.instant()))
			.query(EmployeeRows::map)
			.optional();
	}

}
