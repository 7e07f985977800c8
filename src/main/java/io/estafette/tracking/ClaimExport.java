package io.estafette.tracking;

import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Gives an export to one process instance. Safe to repeat. */
@Service
public class ClaimExport {

	private final JdbcClient jdbc;

	ClaimExport(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Whether it is this instance's. */
	@Transactional
	public boolean of(UUID export, long processInstanceKey) {
		return this.jdbc.sql("""
				update campaign_export set process_instance_key = :key
				where id = :id and (process_instance_key is null or process_instance_key = :key)
				""").param("key", processInstanceKey).param("id", export).update() == 1;
	}

}
