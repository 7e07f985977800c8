package io.estafette.payroll;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** A process instance takes a deposit over; only one does. */
@Service
public class ClaimDeposit {

	private final JdbcClient jdbc;

	ClaimDeposit(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Whether this instance looks after it. */
	@Transactional
	public boolean of(DepositId id, long processInstanceKey) {
		this.jdbc.sql("update deposit set process_instance_key = ? where id = ? and process_instance_key is null")
			.param(processInstanceKey)
			.param(id.value())
			.update();
		return this.jdbc.sql("select process_instance_key from deposit where id = ?")
			.param(id.value())
			.query(Long.class)
			.single() == processInstanceKey;
	}

}
