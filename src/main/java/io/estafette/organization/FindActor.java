package io.estafette.organization;

import java.util.Optional;

import io.estafette.platform.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Finds an active actor by its login or id. */
@Service
public class FindActor {

	private final JdbcClient jdbc;

	FindActor(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** The active HR user or system with this login, if there is one. */
	public Optional<Actor> byLogin(String login) {
		return this.jdbc.sql("select * from actor where login = ? and active")
			.param(login)
			.query(ActorRows::map)
			.optional();
	}

	/**
	 * Who works in Tasklist under this login: the one to whom the user task that has just
	 * been completed was assigned.
	 * @throws Refusal UNKNOWN_LOGIN when no active HR user has it
	 */
	public ActorId hrUser(String login) {
		return byLogin(login).filter((actor) -> actor.kind() == Actor.Kind.HR_USER)
			.orElseThrow(() -> new Refusal(Refusal.Kind.FORBIDDEN, "UNKNOWN_LOGIN"))
			.id();
	}

	/** The active actor with this id, if there still is one. */
	public Optional<Actor> byId(ActorId id) {
		return this.jdbc.sql("select * from actor where id = ? and active")
			.param(id.value())
			.query(ActorRows::map)
			.optional();
	}

}
