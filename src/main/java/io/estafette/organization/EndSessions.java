package io.estafette.organization;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;

/** Signs an HR user out everywhere. */
@Component
class EndSessions {

	private final ObjectProvider<FindByIndexNameSessionRepository<? extends Session>> sessions;

	private final JdbcClient jdbc;

	EndSessions(ObjectProvider<FindByIndexNameSessionRepository<? extends Session>> sessions, JdbcClient jdbc) {
		this.sessions = sessions;
		this.jdbc = jdbc;
	}

	void of(ActorId id) {
		String login = this.jdbc.sql("select login from actor where id = ?")
			.param(id.value())
			.query(String.class)
			.single();
		this.sessions.ifAvailable(
				(repository) -> repository.findByPrincipalName(login).keySet().forEach(repository::deleteById));
	}

}
