package io.estafette.payroll;

import java.util.List;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * The deposits that reach their person in one hand-over with this one, itself among them:
 * the lines of a batch that waited for the same person (P3, P4). Nearly always it is
 * alone.
 */
@Service
public class FindDepositsTogether {

	private final JdbcClient jdbc;

	FindDepositsTogether(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** All of them, once their hand-over is prepared. */
	public List<UUID> with(DepositId id) {
		return this.jdbc.sql("""
				select cast(:id as uuid) as deposit
				union
				select l.deposit_id from delivery own join delivery l on l.hand_over_id = own.hand_over_id
				where own.deposit_id = :id and own.source_id = own.deposit_id and l.source_id = l.deposit_id
				order by deposit
				""").param("id", id.value()).query(UUID.class).list();
	}

}
