package io.estafette.journal;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

/**
 * Tells the database at the beginning of a transaction who is signed in, for what the
 * journal writes there and the row does not say.
 */
@Component
class RememberActor implements TransactionExecutionListener {

	private final ObjectProvider<JdbcClient> jdbc;

	RememberActor(ObjectProvider<JdbcClient> jdbc) {
		this.jdbc = jdbc;
	}

	@Override
	public void afterBegin(TransactionExecution transaction, @Nullable Throwable failure) {
		if (failure == null && !transaction.isReadOnly()) {
			CurrentActor.get()
				.ifPresent((id) -> this.jdbc.getObject()
					.sql("select set_config('estafette.actor', ?, true)")
					.param(id.toString())
					.query(String.class)
					.single());
		}
	}

}
