package io.estafette.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import io.estafette.document.DocumentId;
import io.estafette.document.OpenDocument;
import io.estafette.document.RecordSealed;
import io.estafette.sealing.SealPdf;
import io.estafette.sealing.UnsealablePdfException;
import org.springframework.stereotype.Service;

/**
 * Makes the sealed copy of a protected document, which is what people receive (F6): once
 * per document, however many recipients. Safe to repeat.
 */
@Service
public class SealDocument {

	private final OpenDocument openDocument;

	private final SealPdf sealPdf;

	private final RecordSealed recordSealed;

	SealDocument(OpenDocument openDocument, SealPdf sealPdf, RecordSealed recordSealed) {
		this.openDocument = openDocument;
		this.sealPdf = sealPdf;
		this.recordSealed = recordSealed;
	}

	/**
	 * Seals it, unless it is sealed already.
	 * @throws UnsealablePdfException when it cannot be sealed
	 */
	public void of(DocumentId id) throws UnsealablePdfException {
		if (this.openDocument.asDelivered(id).isEmpty()) {
			seal(id);
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
