package io.estafette.payroll;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Deposits that wait for an employee who exists by now (P4). */
@Service
public class FindWaitingDeposits {

	private static final String WAITING = """
			select d.id, d.batch_id is not null and d.process_instance_key is null
			from employee e join deposit d
			on d.brand_id = e.brand_id and d.matricule = e.matricule and d.state = 'WAITING_FOR_EMPLOYEE'
			""";

	/**
	 * A deposit that can go on.
	 *
	 * @param fromBatch whether it came in a batch, and has no process instance of its own
	 * yet
	 */
	public record Waiting(DepositId id, boolean fromBatch) {
	}

	private final JdbcClient jdbc;

	FindWaitingDeposits(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Those that wait for one of these employees. */
	public List<Waiting> of(Collection<UUID> employees) {
		return this.jdbc.sql(WAITING + "where e.id = any(?)")
			.param(employees.toArray(UUID[]::new))
			.query((row, number) -> new Waiting(new DepositId(row.getObject(1, UUID.class)), row.getBoolean(2)))
			.list();
	}

	/** At most 500 of all of them. */
	public List<Waiting> all() {
		return this.jdbc.sql(WAITING + "limit 500")
			.query((row, number) -> new Waiting(new DepositId(row.getObject(1, UUID.class)), row.getBoolean(2)))
			.list();
	}

}
