package io.estafette.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.estafette.platform.Refusal;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.springframework.stereotype.Service;

/**
 * Decides whether an uploaded file is a PDF that can be delivered, sealed or signed (F5).
 */
@Service
public class InspectPdf {

	/** Largest file, in bytes. */
	public static final long LARGEST = 5_242_880;

	/** What is known of an accepted PDF. */
	public record Findings(long size, int pages, boolean activeContent, boolean alreadySigned) {
	}

	/**
	 * Inspects it.
	 * @throws Refusal with one of the codes of refused files (product.md section 6)
	 */
	public Findings of(Path file, DocumentType type) {
		try {
			long size = Files.size(file);
			if (size == 0) {
				throw new Refusal(Refusal.Kind.INVALID, "EMPTY_FILE");
			}
			if (size > LARGEST) {
				throw new Refusal(Refusal.Kind.TOO_LARGE, "TOO_LARGE");
			}
			try (PDDocument pdf = Loader.loadPDF(file.toFile())) {
				if (pdf.isEncrypted()) {
					throw new Refusal(Refusal.Kind.INVALID, "ENCRYPTED_PDF");
				}
				if (pdf.getNumberOfPages() == 0) {
					throw new Refusal(Refusal.Kind.INVALID, "NO_PAGE");
				}
				return new Findings(size, pdf.getNumberOfPages(), false, false);
			}
			catch (InvalidPasswordException ex) {
				throw new Refusal(Refusal.Kind.INVALID, "ENCRYPTED_PDF");
			}
			catch (IOException ex) {
				throw new Refusal(Refusal.Kind.INVALID, "DAMAGED_PDF");
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
