package io.estafette.journal;

import io.estafette.organization.ActorId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Tells the journal for whom a transaction acts, where nobody is signed in: a worker does
 * what somebody completed a task for (D7).
 */
@Service
public class ActFor {

	private final JdbcClient jdbc;

	ActFor(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** From now on, until the transaction ends. */
	public void actor(ActorId actor) {
		this.jdbc.sql("select set_config('estafette.actor', ?, true)")
			.param(actor.value().toString())
			.query(String.class)
			.single();
	}

}
