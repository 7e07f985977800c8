package io.estafette.delivery;

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
import io.estafette.sealing.PrepareForSigning;
import io.estafette.sealing.SealPdf;
import io.estafette.sealing.UnsealablePdfException;
import org.springframework.stereotype.Service;

/**
 * Makes the sealed copy of a protected document, or the one prepared to be signed, which
 * is what people receive (F6): once per document, however many recipients. Safe to
 * repeat.
 */
@Service
public class SealDocument {

	private final OpenDocument openDocument;

	private final SealPdf sealPdf;

	private final PrepareForSigning prepareForSigning;

	private final RecordSealed recordSealed;

	SealDocument(OpenDocument openDocument, SealPdf sealPdf, PrepareForSigning prepareForSigning,
			RecordSealed recordSealed) {
		this.openDocument = openDocument;
		this.sealPdf = sealPdf;
		this.prepareForSigning = prepareForSigning;
		this.recordSealed = recordSealed;
	}

	/**
	 * Seals or prepares it, unless it is already, or is a simple one.
	 * @throws UnsealablePdfException when it cannot be sealed
	 */
	public void of(DocumentView document) throws UnsealablePdfException {
		if (document.type() != DocumentType.SIMPLE && this.openDocument.asDelivered(document.id()).isEmpty()) {
			seal(document.id(), document.type());
		}
	}

	private void seal(DocumentId id, DocumentType type) throws UnsealablePdfException {
		try {
			Path folder = Files.createTempDirectory("sealing");
			Path original = folder.resolve("original.pdf");
			Path sealed = folder.resolve("sealed.pdf");
			try (InputStream bytes = this.openDocument.asUploaded(id).orElseThrow().stream()) {
				Files.copy(bytes, original, StandardCopyOption.REPLACE_EXISTING);
				if (type == DocumentType.TO_SIGN) {
					this.prepareForSigning.of(original, sealed);
				}
				else {
					this.sealPdf.of(original, sealed);
				}
				this.recordSealed.of(id, type, sealed);
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
