package io.estafette.campaign;

import java.io.IOException;
import java.io.OutputStream;

import io.estafette.delivery.ArchiveSigned;
import io.estafette.organization.ActorId;

import org.springframework.stereotype.Service;

/**
 * Writes the signed files of a campaign and their proofs as one archive (D4), for those
 * who may run campaigns for its target (O8).
 */
@Service
public class WriteCampaignSignatures {

	private final CampaignAccess access;

	private final ArchiveSigned archiveSigned;

	WriteCampaignSignatures(CampaignAccess access, ArchiveSigned archiveSigned) {
		this.access = access;
		this.archiveSigned = archiveSigned;
	}

	/**
	 * Writes to the stream, which it leaves open.
	 * @throws io.estafette.platform.Refusal NOT_FOUND for what the reader may not see
	 * @throws IOException when the reader goes away
	 */
	public void of(CampaignId id, ActorId reader, OutputStream target) throws IOException {
		this.access.visible(id, reader);
		this.archiveSigned.of(id.value(), reader, target);
	}

}
