package io.estafette.journal;

import java.util.UUID;

import io.estafette.platform.Unspoken;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Notes that somebody read something (D7). What changes a table the database notes
 * itself; a read changes none. One that cannot be noted is logged, and fails nobody's
 * request.
 */
@Service
public class RecordAccess {

	private static final Logger logger = LoggerFactory.getLogger(RecordAccess.class);

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	RecordAccess(JdbcClient jdbc, TransactionTemplate transaction) {
		this.jdbc = jdbc;
		this.transaction = transaction;
	}

	/**
	 * Notes it, for who is signed in on this thread.
	 * @param subject null: the reader's own
	 */
	public void of(String action, String subjectKind, @Nullable UUID subject) {
		try {
			this.transaction.executeWithoutResult((status) -> this.jdbc.sql("""
					select journal(journal_brand_of(:kind, s.id), null, :action, :kind, s.id, '{}')
					from (select coalesce(:subject::uuid, journal_actor(null)) as id) s
					""")
				.param("kind", subjectKind)
				.param("action", action)
				.param("subject", subject)
				.query((row, number) -> true)
				.list());
		}
		catch (DataAccessException | TransactionException ex) {
			logger.warn("{} of {} {} could not be noted", action, subjectKind, subject, Unspoken.of(ex));
		}
	}

}
