package io.estafette.signature;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import io.estafette.directory.Employee;
import io.estafette.directory.FindEmployees;
import io.estafette.document.ContentId;
import io.estafette.document.FindDocuments;
import io.estafette.document.KeepContent;
import io.estafette.document.OpenDocument;
import io.estafette.organization.FindNode;
import io.estafette.sealing.SignPdf;
import io.estafette.sealing.Signatory;
import io.estafette.sealing.SignatureProof;
import io.estafette.sealing.SignedPdf;
import io.estafette.sealing.WriteProof;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.FileSystemUtils;

/**
 * Makes the signature of a document that a person has consented to, and its proof (D4).
 * Nothing is kept until both are whole. Safe to repeat, also at the same time: the first
 * signature stays.
 */
@Service
public class SignDocument {

	private final SignatureRequests requests;

	private final SignatureSteps steps;

	private final FindEmployees findEmployees;

	private final FindNode findNode;

	private final FindDocuments findDocuments;

	private final OpenDocument openDocument;

	private final SignPdf signPdf;

	private final WriteProof writeProof;

	private final KeepSignature keep;

	private final MessageSource messages;

	SignDocument(SignatureRequests requests, SignatureSteps steps, FindEmployees findEmployees, FindNode findNode,
			FindDocuments findDocuments, OpenDocument openDocument, SignPdf signPdf, WriteProof writeProof,
			KeepSignature keep, MessageSource messages) {
		this.requests = requests;
		this.steps = steps;
		this.findEmployees = findEmployees;
		this.findNode = findNode;
		this.findDocuments = findDocuments;
		this.openDocument = openDocument;
		this.signPdf = signPdf;
		this.writeProof = writeProof;
		this.keep = keep;
		this.messages = messages;
	}

	/**
	 * Signs it, if it is consented to and not signed yet.
	 * @throws io.estafette.sealing.TimestampUnavailableException when the time-stamp
	 * authority does not answer: try again later
	 */
	public void of(UUID request) {
		SignatureRequests.Row row = this.requests.find(request).orElseThrow();
		if (row.state() != SignatureState.CONSENTED) {
			return;
		}
		try {
			Path folder = Files.createTempDirectory("signing");
			try {
				sign(row, folder);
			}
			finally {
				FileSystemUtils.deleteRecursively(folder);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void sign(SignatureRequests.Row row, Path folder) throws IOException {
		Employee employee = this.findEmployees.byIds(List.of(row.employee())).getFirst();
		Locale language = employee.language();
		Signatory signatory = new Signatory(employee.firstName(), employee.lastName(), employee.matricule(),
				this.findNode.byId(employee.brand()).orElseThrow().name());
		Path prepared = folder.resolve("prepared.pdf");
		try (InputStream bytes = this.openDocument.asDelivered(row.document()).orElseThrow().stream()) {
			Files.copy(bytes, prepared, StandardCopyOption.REPLACE_EXISTING);
		}
		Path signed = folder.resolve("signed.pdf");
		SignedPdf signature = this.signPdf.of(prepared, signed, signatory, language,
				Objects.requireNonNull(row.decidedAt()));
		Path proof = folder.resolve("proof.pdf");
		Path data = folder.resolve("proof.json");
		this.writeProof.of(
				new SignatureProof(row.id(), this.findDocuments.byIds(List.of(row.document())).getFirst().name(),
						signatory, employee.email(), this.messages.getMessage("signature.identified", null, language),
						Objects.requireNonNull(row.consent()), signature, steps(row, signature, language)),
				language, proof, data);
		this.keep.of(row.id(), signature, signed, proof, data);
	}

	private List<SignatureProof.Step> steps(SignatureRequests.Row row, SignedPdf signature, Locale language) {
		return Stream
			.concat(this.steps.of(row.id()).stream(),
					Stream.of(new SignatureSteps.Step(SignatureSteps.What.SIGNED, signature.signedAt(), null, null)))
			.map((step) -> new SignatureProof.Step(
					this.messages.getMessage("signature.step." + step.what(), null, language), step.at(),
					step.address(), step.browser()))
			.toList();
	}

	/** The last word, in a transaction of its own. */
	@Component
	static class KeepSignature {

		private final SignatureRequests requests;

		private final SignatureSteps steps;

		private final KeepContent keepContent;

		private final TellSender tellSender;

		private final ApplicationEventPublisher events;

		private final JdbcClient jdbc;

		private final Clock clock;

		KeepSignature(SignatureRequests requests, SignatureSteps steps, KeepContent keepContent, TellSender tellSender,
				ApplicationEventPublisher events, JdbcClient jdbc, Clock clock) {
			this.requests = requests;
			this.steps = steps;
			this.keepContent = keepContent;
			this.tellSender = tellSender;
			this.events = events;
			this.jdbc = jdbc;
			this.clock = clock;
		}

		@Transactional
		void of(UUID request, SignedPdf signature, Path signed, Path proof, Path data) {
			SignatureRequests.Row row = this.requests.lock(request).orElseThrow();
			if (row.state() != SignatureState.CONSENTED) {
				return;
			}
			this.jdbc.sql("""
					update signature_request set state = 'SIGNED', signed_at = :at, signed_sha256 = :signed,
					  proof_sha256 = :proof, proof_data_sha256 = :data
					where id = :id
					""")
				.param("at", Timestamp.from(signature.signedAt()))
				.param("signed", digest(this.keepContent.of(signed)))
				.param("proof", digest(this.keepContent.of(proof)))
				.param("data", digest(this.keepContent.of(data)))
				.param("id", request)
				.update();
			this.steps.add(request, SignatureSteps.What.SIGNED, this.clock.instant(), null);
			this.events.publishEvent(new SignatureChanged(request, SignatureState.SIGNED, signature.signedAt()));
			this.tellSender.of(row, SignatureState.SIGNED, null);
		}

		private static byte[] digest(ContentId content) {
			return HexFormat.of().parseHex(content.sha256());
		}

	}

}
