package io.estafette.platform.security;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Signs a person out everywhere, once the transaction is committed: nobody can sign in
 * with what it ends.
 */
@Component
public class EndSessions {

	private final ObjectProvider<FindByIndexNameSessionRepository<? extends Session>> sessions;

	EndSessions(ObjectProvider<FindByIndexNameSessionRepository<? extends Session>> sessions) {
		this.sessions = sessions;
	}

	/** Ends the sessions of this login; called in a transaction. */
	public void of(String login) {
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
