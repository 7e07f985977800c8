package io.estafette.diffusion;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import io.estafette.document.DocumentId;
import io.estafette.document.DocumentType;
import io.estafette.document.DocumentView;
import io.estafette.document.OpenDocument;
import io.estafette.document.RecordSealed;
import io.estafette.sealing.SealPdf;
import io.estafette.sealing.UnsealablePdfException;
import org.springframework.stereotype.Service;

/**
 * Seals the protected documents of a free diffusion: once per document, however many
 * recipients (F6). Safe to repeat: what is sealed already stays.
 */
@Service
public class SealDocuments {

	private final DiffusionDocuments documents;

	private final OpenDocument openDocument;

	private final SealPdf sealPdf;

	private final RecordSealed recordSealed;

	SealDocuments(DiffusionDocuments documents, OpenDocument openDocument, SealPdf sealPdf, RecordSealed recordSealed) {
		this.documents = documents;
		this.openDocument = openDocument;
		this.sealPdf = sealPdf;
		this.recordSealed = recordSealed;
	}

	/**
	 * Seals those that are not sealed yet.
	 * @throws UnsealablePdfException when one of them cannot be sealed
	 */
	public void of(FreeDiffusionId id) throws UnsealablePdfException {
		for (DocumentView document : this.documents.of(id)) {
			if (document.type() == DocumentType.PROTECTED && this.openDocument.asDelivered(document.id()).isEmpty()) {
				seal(document.id());
			}
		}
	}

	private void seal(DocumentId id) throws UnsealablePdfException {
		try {
			Path folder = Files.createTempDirectory("sealing");
			Path original = folder.resolve("original.pdf");
			Path sealed = folder.resolve("sealed.pdf");
			try (InputStream bytes = this.openDocument.asUploaded(id).orElseThrow().stream()) {
				Files.copy(bytes, original, StandardCopyOption.REPLACE_EXISTING);
				this.sealPdf.of(original, sealed);
				this.recordSealed.of(id, sealed);
			}
			finally {
				Files.deleteIfExists(original);
				Files.deleteIfExists(sealed);
				Files.delete(folder);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
