package io.estafette.signature.web;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

import io.estafette.organization.Actor;
import io.estafette.platform.web.Journaled;
import io.estafette.signature.CancelSignature;
import io.estafette.signature.OpenSigned;
import io.estafette.signature.RemindSigner;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * What the sender's system does about signatures: remind, cancel, fetch signed files and
 * their proofs (product.md section 6, D4).
 */
@RestController
@RequestMapping("/api/v1/deliveries/{id}")
@Tag(name = "Signatures", description = "Reminders, signed files and what proves them.")
class SignatureApi {

	private static final String PROBLEM = "#/components/schemas/Problem";

	private final OpenSigned openSigned;

	private final RemindSigner remindSigner;

	private final CancelSignature cancelSignature;

	SignatureApi(OpenSigned openSigned, RemindSigner remindSigner, CancelSignature cancelSignature) {
		this.openSigned = openSigned;
		this.remindSigner = remindSigner;
		this.cancelSignature = cancelSignature;
	}

	@GetMapping(path = "/signed", produces = MediaType.APPLICATION_PDF_VALUE)
	@Operation(operationId = "readSigned", summary = "Read a signed file",
			description = "Of a delivery whose state is SIGNED.")
	@ApiResponse(responseCode = "200", description = "The PDF with the person's signature",
			content = @Content(mediaType = MediaType.APPLICATION_PDF_VALUE,
					schema = @Schema(type = "string", format = "binary")))
	@ApiResponse(responseCode = "404", description = "`NOT_FOUND`: it does not exist for this system",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	@ApiResponse(responseCode = "409", description = "`NOT_SIGNED_YET`",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	@Journaled(value = "SIGNED_FILE_READ", subject = "signature")
	ResponseEntity<Resource> signed(@AuthenticationPrincipal Actor system, @PathVariable UUID id) {
		return answer(this.openSigned.forSender(id, OpenSigned.What.SIGNED_PDF, system.id()), ".pdf",
				MediaType.APPLICATION_PDF);
	}

	@GetMapping(path = "/proof", produces = { MediaType.APPLICATION_PDF_VALUE, MediaType.APPLICATION_JSON_VALUE })
	@Operation(operationId = "readProof", summary = "Read the proof of a signature",
			description = "A sealed PDF for people; with `Accept: application/json`, its data.")
	@ApiResponse(responseCode = "200", description = "The proof",
			content = { @Content(mediaType = MediaType.APPLICATION_PDF_VALUE,
					schema = @Schema(type = "string", format = "binary")) })
	@ApiResponse(responseCode = "404", description = "`NOT_FOUND`: it does not exist for this system",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	@ApiResponse(responseCode = "409", description = "`NOT_SIGNED_YET`",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	@Journaled(value = "PROOF_READ", subject = "signature")
	ResponseEntity<Resource> proof(@AuthenticationPrincipal Actor system, @PathVariable UUID id,
			@Parameter(hidden = true) @RequestHeader(name = HttpHeaders.ACCEPT,
					required = false) @Nullable String accept) {
		boolean data = accept != null && accept.contains(MediaType.APPLICATION_JSON_VALUE)
				&& !accept.contains(MediaType.APPLICATION_PDF_VALUE);
		return data
				? answer(this.openSigned.forSender(id, OpenSigned.What.PROOF_JSON, system.id()), " (preuve).json",
						MediaType.APPLICATION_JSON)
				: answer(this.openSigned.forSender(id, OpenSigned.What.PROOF_PDF, system.id()), " (preuve).pdf",
						MediaType.APPLICATION_PDF);
	}

	@PostMapping("/remind")
	@Operation(operationId = "remindSigner", summary = "Remind the employee to sign",
			description = "By one mail for all that the same hand-over asks to be signed; at most once in 20 hours.")
	@ApiResponse(responseCode = "202", description = "The mail is on its way")
	@ApiResponse(responseCode = "403", description = "`SIGNATURE_NOT_YOURS`: the right to have it signed is missing",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	@ApiResponse(responseCode = "404", description = "`NOT_FOUND`: it does not exist for this system",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	@ApiResponse(responseCode = "409",
			description = "`NOT_TO_SIGN_ANY_MORE`, `JUST_REMINDED`, or, while an earlier mail says the same, "
					+ "`NO_MAIL_YET`, `MAIL_WAITING`, `MAIL_JUST_SENT`",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	@ResponseStatus(HttpStatus.ACCEPTED)
	void remind(@AuthenticationPrincipal Actor system, @PathVariable UUID id) {
		this.remindSigner.now(id, system.id());
	}

	@PostMapping("/cancel")
	@Operation(operationId = "cancelSignature", summary = "No longer ask for the signature",
			description = "The document stays in the vault, to read. Cancelling it again changes nothing.")
	@ApiResponse(responseCode = "204", description = "Nobody is asked any more")
	@ApiResponse(responseCode = "403", description = "`SIGNATURE_NOT_YOURS`: the right to have it signed is missing",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	@ApiResponse(responseCode = "404", description = "`NOT_FOUND`: it does not exist for this system",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	@ApiResponse(responseCode = "409", description = "`NOT_TO_SIGN_ANY_MORE`: signed, declined or expired meanwhile",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void cancel(@AuthenticationPrincipal Actor system, @PathVariable UUID id) {
		this.cancelSignature.of(id, system.id());
	}

	private static ResponseEntity<Resource> answer(OpenSigned.Opened opened, String ending, MediaType type) {
		return ResponseEntity.ok()
			.contentType(type)
			.contentLength(opened.content().size())
			.header(HttpHeaders.CONTENT_DISPOSITION,
					ContentDisposition.attachment()
						.filename(opened.name() + ending, StandardCharsets.UTF_8)
						.build()
						.toString())
			.body(new InputStreamResource(opened.content().stream()));
	}

}
