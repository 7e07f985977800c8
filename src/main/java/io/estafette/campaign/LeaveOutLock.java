package io.estafette.campaign;

import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Lets one transaction at a time decide what campaigns bring to a person, where one may
 * leave out the people of another (C11): else two deposits at the same moment bring both,
 * neither seeing the other's. Where no campaign leaves anybody out, nobody waits.
 */
@Component
class LeaveOutLock {

	private final JdbcClient jdbc;

	LeaveOutLock(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Takes it for the people of these deposits, until the transaction ends. */
	void of(UUID[] deposits) {
		this.jdbc
			.sql("""
					select count(pg_advisory_xact_lock(lock)) from (
					  select distinct hashtextextended('campaigns of ' || d.employee_id, 0) as lock
					  from deposit d
					  where d.id = any(?) and exists (
					    select 1 from campaign c where c.brand_id = d.brand_id and c.leave_out <> '{}' and c.state <> 'DRAFT')
					  order by 1) locks
					""")
			.param(deposits)
			.query(Long.class)
			.single();
	}

}
