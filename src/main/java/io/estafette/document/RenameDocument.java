package io.estafette.document;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Renames a document before it is sent (F7); the caller sees to that. */
@Service
public class RenameDocument {

	private final JdbcClient jdbc;

	RenameDocument(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Gives it the name that the employee will see.
	 * @throws io.estafette.platform.Refusal NAME_MISSING or NAME_TOO_LONG
	 */
	@Transactional
	public void of(DocumentId id, String name) {
		this.jdbc.sql("update document set name = ? where id = ?")
			.param(DocumentNames.accepted(name))
			.param(id.value())
			.update();
	}

}
