package io.estafette.payroll;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Deposits that wait for an employee who exists by now (P4). */
@Service
public class FindWaitingDeposits {

	/**
	 * Of the lines of one batch that wait for the same person, one goes on and takes the
	 * others along: the one that has begun, if one has. Not before the last line is
	 * stored, so that none comes afterwards.
	 */
	private static final String WAITING = """
			select distinct on (e.id, coalesce(d.batch_id, d.id)) d.id, d.process_instance_key is null
			from employee e join deposit d
			on d.brand_id = e.brand_id and d.matricule = e.matricule and d.state = 'WAITING_FOR_EMPLOYEE'
			left join deposit_batch b on b.id = d.batch_id
			where (d.batch_id is null or b.stored_at is not null) %s
			order by e.id, coalesce(d.batch_id, d.id), d.process_instance_key nulls last, d.id
			""";

	/**
	 * A deposit that can go on.
	 *
	 * @param unclaimed whether it has no process instance of its own yet: it came in a
	 * batch
	 */
	public record Waiting(DepositId id, boolean unclaimed) {
	}

	private final JdbcClient jdbc;

	FindWaitingDeposits(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Those that wait for one of these employees. */
	public List<Waiting> of(Collection<UUID> employees) {
		return this.jdbc.sql(WAITING.formatted("and e.id = any(?)"))
			.param(employees.toArray(UUID[]::new))
			.query((row, number) -> new Waiting(new DepositId(row.getObject(1, UUID.class)), row.getBoolean(2)))
			.list();
	}

	/** At most 500 of all of them. */
	public List<Waiting> all() {
		return this.jdbc.sql(WAITING.formatted("") + "limit 500")
			.query((row, number) -> new Waiting(new DepositId(row.getObject(1, UUID.class)), row.getBoolean(2)))
			.list();
	}

}
