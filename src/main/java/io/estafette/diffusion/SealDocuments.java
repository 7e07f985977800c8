package io.estafette.diffusion;

import io.estafette.delivery.SealDocument;
import io.estafette.document.DocumentView;
import io.estafette.sealing.UnsealablePdfException;
import org.springframework.stereotype.Service;

/**
 * Seals the protected documents of a free diffusion and prepares those to sign: once per
 * document, however many recipients (F6). Safe to repeat: what is sealed already stays.
 */
@Service
public class SealDocuments {

	private final DiffusionDocuments documents;

	private final SealDocument sealDocument;

	SealDocuments(DiffusionDocuments documents, SealDocument sealDocument) {
		this.documents = documents;
		this.sealDocument = sealDocument;
	}

	/**
	 * Seals those that are not sealed yet.
	 * @throws UnsealablePdfException when one of them cannot be sealed
	 */
	public void of(FreeDiffusionId id) throws UnsealablePdfException {
		for (DocumentView document : this.documents.of(id)) {
			this.sealDocument.of(document);
		}
	}

}
