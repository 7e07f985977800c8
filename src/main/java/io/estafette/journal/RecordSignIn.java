package io.estafette.journal;

import io.estafette.platform.Unspoken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Notes who signed in and out, and for whose account that was refused (D7). What was
 * typed is not kept: of a login that nobody has, that there was one. A sign-in that
 * cannot be noted is logged, and goes on.
 */
@Service
public class RecordSignIn {

	/** How it went. */
	public enum Outcome {

		SIGNED_IN, SIGN_IN_REFUSED, SIGN_IN_LOCKED, SIGNED_OUT

	}

	private static final Logger logger = LoggerFactory.getLogger(RecordSignIn.class);

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	RecordSignIn(JdbcClient jdbc, TransactionTemplate transaction) {
		this.jdbc = jdbc;
		this.transaction = transaction;
	}

	/** Notes it. */
	public void of(Outcome outcome, String login) {
		try {
			this.transaction.executeWithoutResult((status) -> this.jdbc
				.sql("""
						with account as (
						  select id, brand_id, 'actor' as kind from actor where login = :login and kind = 'HR_USER'
						  union all
						  select id, null, 'vault_account' from vault_account where login = lower(:login))
						select journal(a.brand_id, case when :done then a.id end, :outcome, coalesce(a.kind, 'login'), a.id, '{}')
						from (select 1) one left join account a on true
						""")
				.param("login", login.replace("\0", ""))
				.param("done", outcome == Outcome.SIGNED_IN || outcome == Outcome.SIGNED_OUT)
				.param("outcome", outcome.name())
				.query((row, number) -> true)
				.list());
		}
		catch (DataAccessException | TransactionException ex) {
			logger.warn("{} could not be noted", outcome, Unspoken.of(ex));
		}
	}

}
