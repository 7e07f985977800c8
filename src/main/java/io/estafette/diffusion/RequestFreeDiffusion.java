package io.estafette.diffusion;

import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.estafette.directory.Employee;
import io.estafette.directory.FindEmployees;
import io.estafette.document.AddDocument;
import io.estafette.document.DocumentId;
import io.estafette.document.DocumentType;
import io.estafette.organization.Actor;
import io.estafette.organization.Emitter;
import io.estafette.organization.FindEmitters;
import io.estafette.platform.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * A system sends a free diffusion in one call, with everything chosen (F10). Either it is
 * accepted as a whole, or nothing is kept of it.
 */
@Service
public class RequestFreeDiffusion {

	/** Most recipients of one free diffusion. */
	public static final int MOST_RECIPIENTS = 20_000;

	private static final int MOST_NAMED = 10;

	private static final int LONGEST_QUOTE = 100;

	private static final Pattern KEY = Pattern.compile("[\\x20-\\x7e]{1,200}");

	private static final Pattern MATRICULE = Pattern.compile("[A-Za-z0-9._/-]{1,30}");

	/**
	 * What to send.
	 *
	 * @param emitter the code of the agency or establishment
	 * @param recipients matricules; who is named twice is served once
	 * @param documents in the order in which people see them
	 * @param files what was uploaded, each for one of the documents
	 */
	public record Request(String emitter, List<String> recipients, List<Document> documents, List<Upload> files) {
	}

	/**
	 * A document to send.
	 *
	 * @param file the name of the uploaded file
	 * @param name what the employee will see (F7)
	 */
	public record Document(String file, String name, DocumentType type) {
	}

	/** An uploaded file; the bytes stay the caller's to delete. */
	public record Upload(String fileName, Path content) {
	}

	private final IdempotentRequests idempotentRequests;

	private final SentAccess access;

	private final FindEmitters findEmitters;

	private final FindEmployees findEmployees;

	private final DocumentTypePolicy types;

	private final AddDocument addDocument;

	private final DiffusionDocuments documents;

	private final FreeDiffusionRepository diffusions;

	private final ApplicationEventPublisher events;

	private final JdbcClient jdbc;

	private final Clock clock;

	RequestFreeDiffusion(IdempotentRequests idempotentRequests, SentAccess access, FindEmitters findEmitters,
			FindEmployees findEmployees, DocumentTypePolicy types, AddDocument addDocument,
			DiffusionDocuments documents, FreeDiffusionRepository diffusions, ApplicationEventPublisher events,
			JdbcClient jdbc, Clock clock) {
		this.idempotentRequests = idempotentRequests;
		this.access = access;
		this.findEmitters = findEmitters;
		this.findEmployees = findEmployees;
		this.types = types;
		this.addDocument = addDocument;
		this.documents = documents;
		this.diffusions = diffusions;
		this.events = events;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Sends it, once per key.
	 * @param idempotencyKey 1 to 200 printable ASCII characters, chosen by the system;
	 * without one, the same request again is a second send
	 * @throws Refusal the first reason why it cannot be sent: IDEMPOTENCY_KEY_INVALID,
	 * IDEMPOTENCY_KEY_REUSED, SERVICE_OFF, NO_RIGHT_TO_SEND, EMITTER_NOT_FOUND,
	 * RECIPIENTS_COUNT, UNKNOWN_RECIPIENTS, DOCUMENTS_COUNT, FILE_MISSING,
	 * FILE_DUPLICATE, FILE_UNUSED, one of the document types' refusals, or one of the
	 * codes of refused files (product.md section 6)
	 */
	@Transactional
	public FreeDiffusionId by(Actor system, Request request, @Nullable String idempotencyKey) {
		this.access.requireService(system);
		List<String> matricules = matricules(request);
		Map<String, Path> files = files(request);
		byte[] content = new byte[0];
		if (idempotencyKey != null) {
			if (!KEY.matcher(idempotencyKey).matches()) {
				throw invalid("IDEMPOTENCY_KEY_INVALID");
			}
			content = RequestDigest.of(request, matricules);
			Optional<FreeDiffusionId> answered = this.idempotentRequests.answered(system.id(), idempotencyKey, content);
			if (answered.isPresent()) {
				return answered.get();
			}
		}
		FreeDiffusionId id = send(system, request, matricules, files);
		if (idempotencyKey != null) {
			this.idempotentRequests.record(system.id(), idempotencyKey, content, id);
		}
		this.events.publishEvent(new FreeDiffusionRequested(id.value(), 0));
		return id;
	}

	private FreeDiffusionId send(Actor system, Request request, List<String> matricules, Map<String, Path> files) {
		Emitter emitter = emitter(system, request.emitter());
		request.documents().forEach((document) -> this.types.refusal(emitter, document.type()).ifPresent((refusal) -> {
			throw new RefusedFile(quoted(document.file()), refusal);
		}));
		UUID[] recipients = recipients(emitter, matricules);
		List<DocumentId> added = request.documents().stream().map((document) -> add(emitter, document, files)).toList();
		FreeDiffusion diffusion = new FreeDiffusion(system.id(), FreeDiffusionOrigin.API, this.clock.instant());
		diffusion.chooseEmitter(emitter.node().id());
		diffusion.send(this.clock.instant());
		this.diffusions.saveAndFlush(diffusion);
		this.jdbc.sql("insert into free_diffusion_recipient (diffusion_id, employee_id) select ?, unnest(?)")
			.param(diffusion.id().value())
			.param(recipients)
			.update();
		added.forEach((document) -> this.documents.add(diffusion.id(), document));
		return diffusion.id();
	}

	private Emitter emitter(Actor system, String code) {
		List<Emitter> emitters = this.findEmitters.of(system.id());
		if (emitters.isEmpty()) {
			throw new Refusal(Refusal.Kind.FORBIDDEN, "NO_RIGHT_TO_SEND");
		}
		return emitters.stream()
			.filter((emitter) -> emitter.node().code().equals(code))
			.findFirst()
			.orElseThrow(() -> new Refusal(Refusal.Kind.NOT_FOUND, "EMITTER_NOT_FOUND", quoted(code)));
	}

	private static List<String> matricules(Request request) {
		List<String> distinct = request.recipients().stream().distinct().toList();
		if (distinct.isEmpty() || distinct.size() > MOST_RECIPIENTS) {
			throw invalid("RECIPIENTS_COUNT", MOST_RECIPIENTS);
		}
		return distinct;
	}

	private UUID[] recipients(Emitter emitter, List<String> matricules) {
		List<Employee> found = this.findEmployees.byMatricules(emitter.node().id(),
				matricules.stream().filter(MATRICULE.asMatchPredicate()).toList());
		Set<String> known = found.stream().map(Employee::matricule).collect(Collectors.toSet());
		List<String> unknown = matricules.stream().filter((matricule) -> !known.contains(matricule)).toList();
		if (!unknown.isEmpty()) {
			throw invalid("UNKNOWN_RECIPIENTS", unknown.size(), emitter.node().name(),
					unknown.stream()
						.limit(MOST_NAMED)
						.map(RequestFreeDiffusion::quoted)
						.collect(Collectors.joining(", ", "", (unknown.size() > MOST_NAMED) ? ", …" : "")));
		}
		return found.stream().map((employee) -> employee.id().value()).toArray(UUID[]::new);
	}

	/** Every document with its own file, and no file left over. */
	private static Map<String, Path> files(Request request) {
		if (request.documents().isEmpty() || request.documents().size() > AddDiffusionDocument.MOST_DOCUMENTS) {
			throw invalid("DOCUMENTS_COUNT", AddDiffusionDocument.MOST_DOCUMENTS);
		}
		Map<String, Path> files = new HashMap<>();
		request.files().forEach((upload) -> {
			if (files.put(comparable(upload.fileName()), upload.content()) != null) {
				throw invalid("FILE_DUPLICATE", quoted(upload.fileName()));
			}
		});
		Set<String> used = new HashSet<>();
		request.documents().forEach((document) -> {
			String file = comparable(document.file());
			if (!files.containsKey(file)) {
				throw invalid("FILE_MISSING", quoted(document.file()));
			}
			if (!used.add(file)) {
				throw invalid("FILE_DUPLICATE", quoted(document.file()));
			}
		});
		request.files()
			.stream()
			.filter((upload) -> !used.contains(comparable(upload.fileName())))
			.findFirst()
			.ifPresent((upload) -> {
				throw invalid("FILE_UNUSED", quoted(upload.fileName()));
			});
		return files;
	}

	/** The same accents can be written in two ways; some computers use the other one. */
	private static String comparable(String fileName) {
		return Normalizer.normalize(fileName, Normalizer.Form.NFC);
	}

	private DocumentId add(Emitter emitter, Document document, Map<String, Path> files) {
		try {
			return this.addDocument
				.of(emitter.node().brand(), Objects.requireNonNull(files.get(comparable(document.file()))),
						document.file(), document.name(), document.type())
				.id();
		}
		catch (Refusal refusal) {
			throw new RefusedFile(quoted(document.file()), refusal);
		}
	}

	private static Refusal invalid(String code, Object... arguments) {
		return new Refusal(Refusal.Kind.INVALID, code, arguments);
	}

	private static String quoted(String text) {
		return (text.length() <= LONGEST_QUOTE) ? text : text.substring(0, LONGEST_QUOTE) + "…";
	}

}
