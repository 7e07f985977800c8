package io.estafette.journal;

import java.util.Optional;
import java.util.UUID;

import io.estafette.directory.EmployeeSignIn;
import io.estafette.organization.Actor;
import io.estafette.organization.HrSignIn;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
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
			actor().ifPresent((id) -> this.jdbc.getObject()
				.sql("select set_config('estafette.actor', ?, true)")
				.param(id.toString())
				.query(String.class)
				.single());
		}
	}

	private static Optional<UUID> actor() {
		Authentication signedIn = SecurityContextHolder.getContext().getAuthentication();
		Object principal = (signedIn != null) ? signedIn.getPrincipal() : null;
		if (principal instanceof HrSignIn user) {
			return Optional.of(user.actor().value());
		}
		if (principal instanceof Actor system) {
			return Optional.of(system.id().value());
		}
		return (principal instanceof EmployeeSignIn owner) ? Optional.of(owner.account().value()) : Optional.empty();
	}

}
