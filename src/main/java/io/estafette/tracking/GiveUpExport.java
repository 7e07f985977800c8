package io.estafette.tracking;

import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tells who asked for an export that it could not be prepared (C15). Should operators
 * mend the cause and retry, it becomes ready all the same, and that is told, too.
 */
@Service
public class GiveUpExport {

	private final AnnounceExport announceExport;

	private final JdbcClient jdbc;

	GiveUpExport(AnnounceExport announceExport, JdbcClient jdbc) {
		this.announceExport = announceExport;
		this.jdbc = jdbc;
	}

	/** Once, and only one that is under way. */
	@Transactional
	public void of(UUID export) {
		int givenUp = this.jdbc
			.sql("update campaign_export set state = 'FAILED', failure = ? where id = ? and state = 'RUNNING'")
			.param(ExportFailure.NOT_PREPARED.name())
			.param(export)
			.update();
		if (givenUp > 0) {
			this.announceExport.of(export);
		}
	}

}
