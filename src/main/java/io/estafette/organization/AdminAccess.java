package io.estafette.organization;

import io.estafette.platform.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The administration belongs to the platform's administrators (O8). */
@Component
public class AdminAccess {

	private final JdbcClient jdbc;

	AdminAccess(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Refuses everybody else.
	 * @throws Refusal NOT_FOUND: for them it does not exist
	 */
	public void require(ActorId actor) {
		if (this.jdbc.sql("select count(*) from actor where id = ? and active and admin")
			.param(actor.value())
			.query(Integer.class)
			.single() == 0) {
			throw Refusal.notFound();
		}
	}

}
