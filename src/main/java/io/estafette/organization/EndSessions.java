package io.estafette.organization;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Signs an HR user out everywhere, once the transaction is committed: nobody can sign in
 * with what it ends.
 */
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
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

			@Override
			public void afterCommit() {
				EndSessions.this.sessions.ifAvailable((repository) -> end(repository, login));
			}

		});
	}

	private static void end(FindByIndexNameSessionRepository<? extends Session> repository, String login) {
		repository.findByPrincipalName(login).keySet().forEach(repository::deleteById);
	}

}
