package io.estafette.tracking;

import java.io.IOException;
import java.io.OutputStream;
import java.util.UUID;

import io.estafette.diffusion.FreeDiffusionId;
import io.estafette.organization.ActorId;
import io.estafette.signature.ArchiveSigned;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Writes the signed files of a free diffusion and their proofs as one archive (D4). */
@Service
public class WriteSignatures {

	private final FindSend findSend;

	private final ArchiveSigned archiveSigned;

	private final JdbcClient jdbc;

	WriteSignatures(FindSend findSend, ArchiveSigned archiveSigned, JdbcClient jdbc) {
		this.findSend = findSend;
		this.archiveSigned = archiveSigned;
		this.jdbc = jdbc;
	}

	/**
	 * Writes to the stream, which it leaves open.
	 * @throws io.estafette.platform.Refusal NOT_FOUND for what the reader may not see
	 * @throws IOException when the reader goes away
	 */
	public void of(FreeDiffusionId id, ActorId reader, OutputStream target) throws IOException {
		this.findSend.requireVisible(id, reader);
		this.archiveSigned.to(target,
				this.jdbc.sql("""
						select d.id, e.matricule || ' ' || e.last_name || ' – ' || doc.name
						from delivery d
						join employee e on e.id = d.employee_id
						join document doc on doc.id = d.document_id
						where d.source_id = ? and d.state = 'SIGNED'
						order by e.matricule, d.position
						""")
					.param(id.value())
					.query((row, number) -> new ArchiveSigned.Signed(row.getObject(1, UUID.class), row.getString(2)))
					.list(),
				reader);
	}

}
