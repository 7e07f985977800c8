package io.estafette.diffusion.web;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

import io.estafette.diffusion.FindFreeDiffusion;
import io.estafette.diffusion.FreeDiffusionId;
import io.estafette.diffusion.OpenDiffusionDocument;
import io.estafette.diffusion.RequestFreeDiffusion;
import io.estafette.document.DocumentId;
import io.estafette.document.OpenDocument;
import io.estafette.organization.Actor;
import io.estafette.platform.web.ApiLanguage;
import io.estafette.platform.web.Journaled;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Encoding;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Free diffusion for systems (product.md section 6, F10). */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Free diffusion", description = "Send PDFs to employees now, and see who received them.")
class FreeDiffusionApi {

	private static final String PROBLEM = "#/components/schemas/Problem";

	private static final int MOST_DELIVERIES = 200;

	private final RequestFreeDiffusion requestFreeDiffusion;

	private final FindFreeDiffusion findFreeDiffusion;

	private final OpenDiffusionDocument openDiffusionDocument;

	private final MessageSource messages;

	FreeDiffusionApi(RequestFreeDiffusion requestFreeDiffusion, FindFreeDiffusion findFreeDiffusion,
			OpenDiffusionDocument openDiffusionDocument, MessageSource messages) {
		this.requestFreeDiffusion = requestFreeDiffusion;
		this.findFreeDiffusion = findFreeDiffusion;
		this.openDiffusionDocument = openDiffusionDocument;
		this.messages = messages;
	}

	/** The id of what was accepted. */
	@Schema(name = "Accepted")
	record Accepted(UUID id) {
	}

	@PostMapping(path = "/free-diffusions", consumes = MediaType.MULTIPART_FORM_DATA_VALUE,
			produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "requestFreeDiffusion", summary = "Send documents to employees",
			description = """
					Sends 1 to 20 PDFs to 1 to 20,000 employees of one emitter. Everything is checked before the answer: \
					either the whole request is accepted (202) and delivered from then on, or nothing is kept of it.

					Example:

					```
					curl -H "Authorization: Bearer $KEY" -H "Idempotency-Key: note-2026-11" \\
					  -F 'request={"emitter":"LYO","recipients":["H0001"],"documents":[{"file":"note.pdf","name":"Note de service","type":"SIMPLE"}]};type=application/json' \\
					  -F 'files=@note.pdf;type=application/pdf' \\
					  http://localhost:8080/api/v1/free-diffusions
					```
					""",
			requestBody = @RequestBody(required = true,
					content = @Content(mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
							encoding = { @Encoding(name = "request", contentType = MediaType.APPLICATION_JSON_VALUE),
									@Encoding(name = "files", contentType = MediaType.APPLICATION_PDF_VALUE) })))
	@ApiResponse(responseCode = "202", description = "Accepted, or accepted before under the same Idempotency-Key",
			headers = @Header(name = "Location", description = "Where to see its progress",
					schema = @Schema(type = "string")))
	@ApiResponse(responseCode = "400",
			description = "The request cannot be read: `JSON_NOT_READABLE`, `JSON_FIELD_UNKNOWN`, `JSON_FIELD_INVALID`, "
					+ "`MISSING_PART`, `MULTIPART_NOT_READABLE`",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	@ApiResponse(responseCode = "403",
			description = "`SERVICE_OFF`: the brand has no diffusion service. `NO_RIGHT_TO_SEND`: no right to send from "
					+ "anywhere. `TYPE_NOT_ALLOWED_SIMPLE`, `TYPE_NOT_ALLOWED_PROTECTED`, `TYPE_NOT_ALLOWED_TO_SIGN`: no "
					+ "right to send this type from this emitter. `SIGNED_DIFFUSION_OFF`",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	@ApiResponse(responseCode = "404", description = "`EMITTER_NOT_FOUND`: it does not exist for this system",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	@ApiResponse(responseCode = "409",
			description = "`IDEMPOTENCY_KEY_REUSED`: the key was used for other content, which was accepted",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	@ApiResponse(responseCode = "413",
			description = "`TOO_LARGE`: a PDF of more than 5,242,880 bytes. `REQUEST_TOO_LARGE`, `JSON_TOO_LARGE`",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	@ApiResponse(responseCode = "415", description = "`CONTENT_TYPE_NOT_SUPPORTED`: not multipart/form-data",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	@ApiResponse(responseCode = "422",
			description = "The request can be read, but not sent. Fields: `FIELD_MISSING`, `IDEMPOTENCY_KEY_INVALID`, "
					+ "`RECIPIENTS_COUNT`, `UNKNOWN_RECIPIENTS`, `DOCUMENTS_COUNT`, `NAME_MISSING`, `NAME_TOO_LONG`. "
					+ "Files: `FILE_MISSING`, `FILE_DUPLICATE`, `FILE_UNUSED`, `NOT_A_PDF`, `EMPTY_FILE`, `DAMAGED_PDF`, "
					+ "`ENCRYPTED_PDF`, `TOO_COMPLEX`, `NO_PAGE`, `ACTIVE_CONTENT`, `ALREADY_SIGNED`",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	ResponseEntity<Accepted> request(@AuthenticationPrincipal Actor system,
			@Parameter(description = "1 to 200 printable ASCII characters, chosen by you for this request. The same "
					+ "request again under the same key is answered as the first time and sends nothing twice, also "
					+ "years later; a request that was refused leaves its key free. Without this header a repeated "
					+ "request is a second send.", example = "note-2026-11") @RequestHeader(name = "Idempotency-Key",
							required = false) @Nullable String idempotencyKey,
			@RequestPart("request") FreeDiffusionRequest request,
			@Parameter(
					description = "One part per PDF, each with its own file name") @RequestPart("files") List<MultipartFile> files)
			throws IOException {
		try (ReceivedFiles received = ReceivedFiles.of(files)) {
			FreeDiffusionId id = this.requestFreeDiffusion.by(system, request.with(received.uploads()), idempotencyKey);
			return ResponseEntity.accepted()
				.location(URI.create("/api/v1/free-diffusions/" + id))
				.body(new Accepted(id.value()));
		}
	}

	@GetMapping(path = "/free-diffusions/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "findFreeDiffusion", summary = "See how far a free diffusion is",
			description = "Of every free diffusion sent from an emitter where the system may send. "
					+ "`RUNNING` until everybody is served or failed; the deliveries appear shortly after the start.")
	@ApiResponse(responseCode = "200", description = "The free diffusion with its first 200 deliveries")
	@ApiResponse(responseCode = "403", description = "`SERVICE_OFF`",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	@ApiResponse(responseCode = "404", description = "`NOT_FOUND`: it does not exist for this system",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	FreeDiffusionAnswer find(@AuthenticationPrincipal Actor system, @PathVariable UUID id,
			@Parameter(hidden = true) HttpServletRequest request) {
		return FreeDiffusionAnswer.of(this.findFreeDiffusion.of(system, new FreeDiffusionId(id), MOST_DELIVERIES),
				this.messages, ApiLanguage.of(request));
	}

	@GetMapping(path = "/documents/{id}/content", produces = MediaType.APPLICATION_PDF_VALUE)
	@Operation(operationId = "readDocument", summary = "Read a document as delivered",
			description = "The bytes that employees receive: of a simple document what was sent, of a protected one "
					+ "its sealed copy.")
	@ApiResponse(responseCode = "200", description = "The PDF",
			content = @Content(mediaType = MediaType.APPLICATION_PDF_VALUE,
					schema = @Schema(type = "string", format = "binary")))
	@ApiResponse(responseCode = "403", description = "`SERVICE_OFF`",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	@ApiResponse(responseCode = "404", description = "`NOT_FOUND`: it does not exist for this system",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	@ApiResponse(responseCode = "409", description = "`DOCUMENT_NOT_SEALED`: not yet; ask again in a moment",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	@Journaled(value = "DOCUMENT_READ", subject = "document")
	ResponseEntity<Resource> read(@AuthenticationPrincipal Actor system, @PathVariable UUID id) {
		OpenDocument.Opened document = this.openDiffusionDocument.of(system, new DocumentId(id));
		return ResponseEntity.ok()
			.contentType(MediaType.APPLICATION_PDF)
			.contentLength(document.size())
			.header(HttpHeaders.CONTENT_DISPOSITION,
					ContentDisposition.attachment()
						.filename(document.name() + ".pdf", StandardCharsets.UTF_8)
						.build()
						.toString())
			.body(new InputStreamResource(document.stream()));
	}

}
