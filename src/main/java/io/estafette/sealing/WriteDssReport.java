package io.estafette.sealing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import eu.europa.esig.dss.enumerations.SubIndication;
import eu.europa.esig.dss.model.InMemoryDocument;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.model.x509.X500PrincipalHelper;
import eu.europa.esig.dss.pades.validation.PDFDocumentValidator;
import eu.europa.esig.dss.simplereport.SimpleReport;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.validation.reports.Reports;
import io.estafette.document.InspectPdf;
import io.estafette.platform.Refusal;
import io.estafette.platform.Unspoken;
import jakarta.annotation.PreDestroy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Service;

/**
 * Lets DSS validate a PDF with the strict policy: whatever a certification forbids, and
 * whatever lies over a page after it was signed, fails. It asks nobody over the network,
 * so it says nothing about revoked certificates.
 */
@Service
public class WriteDssReport {

	private static final Logger log = LoggerFactory.getLogger(WriteDssReport.class);

	private static final int MOST_AT_A_TIME = 2;

	private static final Duration LONGEST = Duration.ofSeconds(20);

	private final InspectPdf inspectPdf;

	private final List<CertificateToken> trusted;

	private final byte[] policy;

	private final Duration longest;

	private final Semaphore places = new Semaphore(MOST_AT_A_TIME);

	private final ExecutorService threads = Executors.newFixedThreadPool(MOST_AT_A_TIME,
			(work) -> Thread.ofPlatform().daemon().name("dss-report").unstarted(work));

	@Autowired
	WriteDssReport(SealingKeys keys, Timestamps timestamps, InspectPdf inspectPdf) throws IOException {
		this(keys, timestamps, inspectPdf, LONGEST);
	}

	WriteDssReport(SealingKeys keys, Timestamps timestamps, InspectPdf inspectPdf, Duration longest)
			throws IOException {
		this.inspectPdf = inspectPdf;
		this.longest = longest;
		this.trusted = Stream
			.concat(Stream.concat(keys.organisations().stream(), keys.signingAuthorities().stream())
				.map(Identity::anchor), timestamps.authorities().stream())
			.map(CertificateToken::new)
			.toList();
		this.policy = policy();
	}

	/**
	 * The report; none when the PDF carries no signature, may not be opened, or costs too
	 * much.
	 * @param file read whole into memory, so its size is the caller's to bound
	 */
	public Optional<DssReport> of(Path file) {
		if (!isSigned(file) || !this.places.tryAcquire()) {
			return Optional.empty();
		}
		Future<DssReport> report = this.threads.submit(() -> {
			try {
				return validate(Files.readAllBytes(file));
			}
			finally {
				this.places.release();
			}
		});
		try {
			return Optional.of(report.get(this.longest.toMillis(), TimeUnit.MILLISECONDS));
		}
		catch (TimeoutException ex) {
			log.warn("A technical report took too long");
		}
		catch (ExecutionException ex) {
			log.info("A technical report could not be made", Unspoken.of(ex));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return Optional.empty();
	}

	@PreDestroy
	void stop() {
		this.threads.shutdownNow();
	}

	private boolean isSigned(Path file) {
		try {
			return this.inspectPdf.ofDelivered(file).alreadySigned();
		}
		catch (Refusal refusal) {
			return false;
		}
	}

	private DssReport validate(byte[] bytes) {
		ReportBudget budget = new ReportBudget(this.longest);
		budget.bytes(bytes);
		CommonCertificateVerifier verifier = new CommonCertificateVerifier();
		verifier.setAIASource(null);
		verifier.setTrustedCertSources(new Trusted(this.trusted, budget));
		PDFDocumentValidator validator = new PDFDocumentValidator(new InMemoryDocument(bytes));
		validator.setPdfObjFactory(new BoundedPdfService.Factory(budget));
		validator.setCertificateVerifier(verifier);
		Reports reports = validator.validateDocument(new ByteArrayInputStream(this.policy));
		SimpleReport simple = reports.getSimpleReport();
		return new DssReport(simple.getSignatureIdList().stream().map((id) -> signature(simple, id)).toList(),
				reports.getXmlDetailedReport());
	}

	private static DssReport.Signature signature(SimpleReport report, String id) {
		@Nullable SubIndication sub = report.getSubIndication(id);
		@Nullable Date proven = report.getBestSignatureTime(id);
		List<String> notes = new ArrayList<>();
		Stream.of(report.getAdESValidationErrors(id), report.getAdESValidationWarnings(id))
			.filter(Objects::nonNull)
			.forEach((messages) -> messages.forEach((message) -> notes.add(message.getValue())));
		return new DssReport.Signature(Objects.requireNonNullElse(report.getSignedBy(id), ""),
				String.valueOf(report.getSignatureFormat(id)), String.valueOf(report.getIndication(id)),
				(sub != null) ? sub.name() : null, (proven != null) ? proven.toInstant() : null, notes);
	}

	/** DSS's own policy, stricter where a PDF was changed, without asking anybody. */
	private static byte[] policy() throws IOException {
		try (InputStream standard = Objects
			.requireNonNull(PDFDocumentValidator.class.getResourceAsStream("/policy/constraint.xml"))) {
			String text = new String(standard.readAllBytes(), StandardCharsets.UTF_8);
			for (String change : List.of("PdfAnnotationOverlap", "PdfVisualDifference", "DocMDP", "FieldMDP",
					"SigFieldLock", "UndefinedChanges")) {
				text = text.replace("<" + change + " Level=\"WARN\"", "<" + change + " Level=\"FAIL\"");
			}
			for (String asked : List.of("RevocationDataAvailable", "AcceptableRevocationDataFound")) {
				text = text.replaceAll("<" + asked + " Level=\"[A-Z]+\"", "<" + asked + " Level=\"IGNORE\"");
			}
			return text.getBytes(StandardCharsets.UTF_8);
		}
	}

	/** Asked again and again while DSS tries who issued what. */
	private static final class Trusted extends CommonTrustedCertificateSource {

		private static final long serialVersionUID = 1;

		private final transient ReportBudget budget;

		Trusted(List<CertificateToken> certificates, ReportBudget budget) {
			this.budget = budget;
			certificates.forEach(this::addCertificate);
		}

		@Override
		public boolean isTrusted(CertificateToken certificate) {
			this.budget.time();
			return super.isTrusted(certificate);
		}

		@Override
		public Set<CertificateToken> getBySubject(X500PrincipalHelper subject) {
			this.budget.time();
			return super.getBySubject(subject);
		}

	}

}
