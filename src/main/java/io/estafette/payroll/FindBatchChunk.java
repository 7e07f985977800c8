package io.estafette.payroll;

import java.util.List;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The deposits that a chunk of a batch's lines made. */
@Service
public class FindBatchChunk {

	private final JdbcClient jdbc;

	FindBatchChunk(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Those whose employee is known, of the chunk in this place, from 0. */
	public List<UUID> accepted(BatchId id, int chunk) {
		return this.jdbc.sql("""
				select deposit_id from deposit_batch_line
				where batch_id = ? and number > ? and number <= ? and outcome = 'ACCEPTED' order by number
				""")
			.param(id.value())
			.param(chunk * ReadBatch.CHUNK)
			.param((chunk + 1) * ReadBatch.CHUNK)
			.query(UUID.class)
			.list();
	}

}
