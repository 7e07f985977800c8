package io.estafette.platform.security;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Signs a person out everywhere, with the last word of the caller's transaction: a crash
 * leaves no session that should have ended. Spring Session's own way would take a second
 * connection to the database while the transaction holds the first.
 */
@Component
public class EndSessions {

	private final JdbcClient jdbc;

	EndSessions(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Ends the sessions of this login; called in a transaction. */
	public void of(String login) {
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

			@Override
			public void beforeCommit(boolean readOnly) {
				EndSessions.this.jdbc.sql("delete from spring_session where principal_name = ?").param(login).update();
			}

		});
	}

}
