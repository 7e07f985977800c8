package io.estafette.sealing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.jspecify.annotations.Nullable;

/**
 * What one technical report may cost, whatever the file. Waiting no longer for a report
 * does not stop the thread that makes it, so the thread asks here whether to go on.
 */
final class ReportBudget {

	/** DSS looks at the whole file some times for each. */
	private static final int MOST_SIGNATURES = 20;

	private static final int MOST_FIELDS = 200;

	/** Most bytes of all signatures: each certificate in them may have issued any. */
	private static final long MOST_SIGNATURE_BYTES = 1_000_000;

	/** Most certificates, and answers of authorities, kept beside the signatures. */
	private static final int MOST_EVIDENCE = 300;

	private static final long MOST_EVIDENCE_BYTES = 16_000_000;

	/** Most ends of a file: DSS remembers each. */
	private static final int MOST_ENDS = 1_000;

	private static final byte[] END = { '%', '%', 'E', 'O', 'F' };

	private final long end;

	ReportBudget(Duration longest) {
		this.end = System.nanoTime() + longest.toNanos();
	}

	/** Ends the work when its time is over. */
	void time() {
		require(System.nanoTime() - this.end <= 0);
	}

	/** Looks at the bytes, before anything else does. */
	void bytes(byte[] pdf) {
		int ends = 0;
		for (int i = 0; i <= pdf.length - END.length; i++) {
			if (pdf[i] == '%' && Arrays.equals(pdf, i, i + END.length, END, 0, END.length)) {
				require(++ends <= MOST_ENDS);
			}
		}
	}

	/** Looks at what DSS is about to read. */
	void document(PDDocument pdf) throws IOException {
		time();
		require(pdf.getSignatureFields().size() <= MOST_FIELDS);
		List<PDSignature> signatures = pdf.getSignatureDictionaries();
		require(signatures.size() <= MOST_SIGNATURES);
		long size = 0;
		for (PDSignature signature : signatures) {
			size += signature.getContents().length;
		}
		require(size <= MOST_SIGNATURE_BYTES);
		evidence(pdf.getDocumentCatalog().getCOSObject().getCOSDictionary(COSName.getPDFName("DSS")));
	}

	private void evidence(@Nullable COSDictionary store) throws IOException {
		if (store == null) {
			return;
		}
		List<COSDictionary> parts = new ArrayList<>(List.of(store));
		COSDictionary bySignature = store.getCOSDictionary(COSName.getPDFName("VRI"));
		if (bySignature != null) {
			require(bySignature.size() <= MOST_EVIDENCE);
			for (COSName name : bySignature.keySet()) {
				COSDictionary part = bySignature.getCOSDictionary(name);
				if (part != null) {
					parts.add(part);
				}
			}
		}
		int pieces = 0;
		long size = 0;
		for (COSDictionary part : parts) {
			for (COSBase value : part.getValues()) {
				COSBase list = (value instanceof COSObject reference) ? reference.getObject() : value;
				if (list instanceof COSArray array) {
					pieces += array.size();
					require(pieces <= MOST_EVIDENCE);
					for (int i = 0; i < array.size(); i++) {
						size += size(array.getObject(i));
						require(size <= MOST_EVIDENCE_BYTES);
					}
				}
			}
		}
	}

	private long size(COSBase piece) throws IOException {
		time();
		if (!(piece instanceof COSStream stream)) {
			return 0;
		}
		try (InputStream in = stream.createInputStream()) {
			return in.transferTo(OutputStream.nullOutputStream());
		}
	}

	private static void require(boolean bounded) {
		if (!bounded) {
			throw new ExceededError();
		}
	}

	/** An error, for DSS goes on after an exception. */
	static final class ExceededError extends Error {

		private static final long serialVersionUID = 1;

		ExceededError() {
			super("A technical report would cost too much", null, false, false);
		}

	}

}
