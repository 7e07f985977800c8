package io.estafette.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import io.estafette.organization.ActorId;
import io.estafette.signature.OpenSigned;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Writes the signed files of a free diffusion or a campaign and their proofs as one ZIP
 * archive (D4), file by file.
 */
@Service
public class ArchiveSigned {

	private record Signed(UUID delivery, String name, int number) {
	}

	private final OpenSigned openSigned;

	private final JdbcClient jdbc;

	ArchiveSigned(OpenSigned openSigned, JdbcClient jdbc) {
		this.openSigned = openSigned;
		this.jdbc = jdbc;
	}

	/**
	 * Writes to the stream, which it leaves open.
	 * @param source the free diffusion or the campaign, which the reader may see
	 * @throws io.estafette.platform.Refusal NOT_FOUND for a file that the reader may not
	 * see
	 * @throws IOException when the reader goes away
	 */
	public void of(UUID source, ActorId reader, OutputStream target) throws IOException {
		List<Signed> all = this.jdbc.sql("""
				select d.id, e.matricule || ' ' || e.last_name || ' – ' || doc.name
				from delivery d
				join employee e on e.id = d.employee_id
				join document doc on doc.id = d.document_id
				where d.source_id = ? and d.state = 'SIGNED'
				order by e.matricule, d.position
				""")
			.param(source)
			.query((row, number) -> new Signed(row.getObject(1, UUID.class), row.getString(2), number + 1))
			.list();
		ZipOutputStream zip = new ZipOutputStream(target, StandardCharsets.UTF_8);
		// PDFs are compressed already.
		zip.setLevel(Deflater.BEST_SPEED);
		for (Signed signed : all) {
			write(signed, OpenSigned.What.SIGNED_PDF, ".pdf", reader, zip);
			write(signed, OpenSigned.What.PROOF_PDF, " (preuve).pdf", reader, zip);
			write(signed, OpenSigned.What.PROOF_JSON, " (preuve).json", reader, zip);
		}
		zip.finish();
	}

	private void write(Signed signed, OpenSigned.What what, String ending, ActorId reader, ZipOutputStream zip)
			throws IOException {
		String name = signed.name().replaceAll("[\\p{C}/\\\\:*?\"<>|]+", " ").strip();
		zip.putNextEntry(new ZipEntry("%04d %s%s".formatted(signed.number(), name, ending)));
		try (InputStream bytes = this.openSigned.forSender(signed.delivery(), what, reader).content().stream()) {
			bytes.transferTo(zip);
		}
		zip.closeEntry();
	}

}
