package io.estafette.sealing;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;

import eu.europa.esig.dss.model.DSSDocument;
import eu.europa.esig.dss.pades.exception.InvalidPasswordException;
import eu.europa.esig.dss.pdf.AnnotationBox;
import eu.europa.esig.dss.pdf.PDFServiceMode;
import eu.europa.esig.dss.pdf.PDFSignatureService;
import eu.europa.esig.dss.pdf.PdfAnnotation;
import eu.europa.esig.dss.pdf.PdfArray;
import eu.europa.esig.dss.pdf.PdfDict;
import eu.europa.esig.dss.pdf.PdfDocumentReader;
import eu.europa.esig.dss.pdf.modifications.DefaultPdfDifferencesFinder;
import eu.europa.esig.dss.pdf.modifications.DefaultPdfObjectModificationsFinder;
import eu.europa.esig.dss.pdf.modifications.PdfObjectModifications;
import eu.europa.esig.dss.pdf.pdfbox.PdfBoxDocumentReader;
import eu.europa.esig.dss.pdf.pdfbox.PdfBoxNativeObjectFactory;
import eu.europa.esig.dss.pdf.pdfbox.PdfBoxSignatureService;
import eu.europa.esig.dss.pdf.pdfbox.visible.nativedrawer.PdfBoxNativeSignatureDrawerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Reads PDFs for DSS's validation within a budget. It draws no page: one of 20 kB can
 * take years to draw, and a change that would show is found among the objects as well.
 */
final class BoundedPdfService extends PdfBoxSignatureService {

	private final ReportBudget budget;

	private BoundedPdfService(ReportBudget budget) {
		super(PDFServiceMode.SIGNATURE, new PdfBoxNativeSignatureDrawerFactory());
		this.budget = budget;
		setPdfDifferencesFinder(new Differences(budget));
		setPdfObjectModificationsFinder(new Modifications(budget));
	}

	@Override
	protected PdfDocumentReader loadPdfDocumentReader(DSSDocument document, char @Nullable [] password)
			throws IOException, InvalidPasswordException {
		this.budget.time();
		PdfDocumentReader reader = super.loadPdfDocumentReader(document, password);
		this.budget.document(((PdfBoxDocumentReader) reader).getPDDocument());
		return reader;
	}

	/** Makes DSS use it. */
	static final class Factory extends PdfBoxNativeObjectFactory {

		private final ReportBudget budget;

		Factory(ReportBudget budget) {
			this.budget = budget;
		}

		@Override
		public PDFSignatureService newPAdESSignatureService() {
			return new BoundedPdfService(this.budget);
		}

	}

	/** Compares each annotation of a page with all others. */
	private static final class Differences extends DefaultPdfDifferencesFinder {

		private final ReportBudget budget;

		Differences(ReportBudget budget) {
			this.budget = budget;
			setMaximalPagesAmountForVisualComparison(0);
		}

		@Override
		public boolean isAnnotationBoxOverlapping(AnnotationBox box, List<PdfAnnotation> annotations) {
			this.budget.time();
			return super.isAnnotationBoxOverlapping(box, annotations);
		}

	}

	/**
	 * Compares all objects, some of them once for each name under which they are found.
	 */
	private static final class Modifications extends DefaultPdfObjectModificationsFinder {

		private final ReportBudget budget;

		Modifications(ReportBudget budget) {
			this.budget = budget;
		}

		@Override
		public PdfObjectModifications find(PdfDocumentReader signed, PdfDocumentReader last) {
			return super.find(timed(PdfDocumentReader.class, signed), timed(PdfDocumentReader.class, last));
		}

		/** The same, which looks at the time whenever it is asked something. */
		private <T> T timed(Class<T> type, T object) {
			return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type },
					(proxy, method, arguments) -> {
						this.budget.time();
						try {
							Object answer = method.invoke(object, arguments);
							return switch (answer) {
								case PdfDict dictionary -> timed(PdfDict.class, dictionary);
								case PdfArray array -> timed(PdfArray.class, array);
								case null, default -> answer;
							};
						}
						catch (InvocationTargetException ex) {
							throw ex.getCause();
						}
					}));
		}

	}

}
