package io.estafette.tracking;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

import io.estafette.organization.ActorId;
import io.estafette.platform.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Gives the file of an export out, to whoever may see its campaign now (C15). */
@Service
public class OpenExport {

	private final FindExports findExports;

	private final JdbcClient jdbc;

	private final Clock clock;

	OpenExport(FindExports findExports, JdbcClient jdbc, Clock clock) {
		this.findExports = findExports;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * The export, if it can be downloaded now.
	 * @throws Refusal NOT_FOUND, EXPORT_NOT_READY, EXPORT_EXPIRED or EXPORT_FAILED
	 */
	public FindExports.View ready(UUID id, ActorId actor) {
		FindExports.View view = this.findExports.byId(id, actor);
		if (view.expiresAt() != null && !view.expiresAt().isAfter(this.clock.instant())) {
			throw new Refusal(Refusal.Kind.CONFLICT, "EXPORT_EXPIRED");
		}
		return switch (view.state()) {
			case READY -> view;
			case RUNNING -> throw new Refusal(Refusal.Kind.CONFLICT, "EXPORT_NOT_READY");
			case EXPIRED -> throw new Refusal(Refusal.Kind.CONFLICT, "EXPORT_EXPIRED");
			case FAILED -> throw new Refusal(Refusal.Kind.CONFLICT, "EXPORT_FAILED");
		};
	}

	/** Writes the file, slice by slice; the stream stays open. */
	public void write(FindExports.View export, OutputStream target) throws IOException {
		for (int slice = 0;; slice++) {
			Optional<byte[]> bytes = this.jdbc
				.sql("select bytes from campaign_export_slice where export_id = ? and slice = ?")
				.param(export.id())
				.param(slice)
				.query((row, number) -> row.getBytes(1))
				.optional();
			if (bytes.isEmpty()) {
				return;
			}
			target.write(bytes.get());
		}
	}

}
