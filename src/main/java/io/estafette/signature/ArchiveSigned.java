package io.estafette.signature;

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

import org.springframework.stereotype.Service;

/** Writes signed files and their proofs as one ZIP archive (D4), file by file. */
@Service
public class ArchiveSigned {

	/**
	 * A signed document.
	 *
	 * @param delivery the line of the ledger
	 * @param name what its files are called in the archive, without their ending
	 */
	public record Signed(UUID delivery, String name) {
	}

	private final OpenSigned openSigned;

	ArchiveSigned(OpenSigned openSigned) {
		this.openSigned = openSigned;
	}

	/**
	 * Writes to the stream, which it leaves open.
	 * @throws io.estafette.platform.Refusal NOT_FOUND for what the reader may not see
	 * @throws IOException when the reader goes away
	 */
	public void to(OutputStream target, List<Signed> all, ActorId reader) throws IOException {
		ZipOutputStream zip = new ZipOutputStream(target, StandardCharsets.UTF_8);
		// PDFs are compressed already.
		zip.setLevel(Deflater.BEST_SPEED);
		int number = 0;
		for (Signed signed : all) {
			number++;
			write(number, signed, OpenSigned.What.SIGNED_PDF, ".pdf", reader, zip);
			write(number, signed, OpenSigned.What.PROOF_PDF, " (preuve).pdf", reader, zip);
			write(number, signed, OpenSigned.What.PROOF_JSON, " (preuve).json", reader, zip);
		}
		zip.finish();
	}

	private void write(int number, Signed signed, OpenSigned.What what, String ending, ActorId reader,
			ZipOutputStream zip) throws IOException {
		String name = signed.name().replaceAll("[\\p{C}/\\\\:*?\"<>|]+", " ").strip();
		zip.putNextEntry(new ZipEntry("%04d %s%s".formatted(number, name, ending)));
		try (InputStream bytes = this.openSigned.forSender(signed.delivery(), what, reader).content().stream()) {
			bytes.transferTo(zip);
		}
		zip.closeEntry();
	}

}
