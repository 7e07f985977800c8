package io.estafette.tracking;

import java.io.IOException;
import java.io.OutputStream;

import io.estafette.diffusion.FreeDiffusionId;
import io.estafette.delivery.ArchiveSigned;
import io.estafette.organization.ActorId;

import org.springframework.stereotype.Service;

/** Writes the signed files of a free diffusion and their proofs as one archive (D4). */
@Service
public class WriteSignatures {

	private final RequireSend requireSend;

	private final ArchiveSigned archiveSigned;

	WriteSignatures(RequireSend requireSend, ArchiveSigned archiveSigned) {
		this.requireSend = requireSend;
		this.archiveSigned = archiveSigned;
	}

	/**
	 * Writes to the stream, which it leaves open.
	 * @throws io.estafette.platform.Refusal NOT_FOUND for what the reader may not see
	 * @throws IOException when the reader goes away
	 */
	public void of(FreeDiffusionId id, ActorId reader, OutputStream target) throws IOException {
		this.requireSend.of(id, reader);
		this.archiveSigned.of(id.value(), reader, target);
	}

}
