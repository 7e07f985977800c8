package io.estafette.tracking.web;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import io.estafette.campaign.CampaignId;
import io.estafette.organization.Actor;
import io.estafette.platform.web.ApiInput;
import io.estafette.platform.web.Journaled;
import io.estafette.tracking.ExportFailure;
import io.estafette.tracking.ExportFormat;
import io.estafette.tracking.ExportSubject;
import io.estafette.tracking.FindExports;
import io.estafette.tracking.OpenExport;
import io.estafette.tracking.RequestExport;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Exports for systems (product.md section 6, C15). */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Exports", description = "Files of who received what: of a campaign, of free diffusions, of deposits.")
class ExportApi {

	private static final String PROBLEM = "#/components/schemas/Problem";

	private final RequestExport requestExport;

	private final FindExports findExports;

	private final OpenExport openExport;

	ExportApi(RequestExport requestExport, FindExports findExports, OpenExport openExport) {
		this.requestExport = requestExport;
		this.findExports = findExports;
		this.openExport = openExport;
	}

	/** What to export. */
	@ApiInput
	@Schema(name = "ExportRequest", requiredProperties = { "from", "to" })
	record Request(
			@Schema(description = "First date of delivery, in Paris", example = "2026-11-01") @Nullable LocalDate from,
			@Schema(description = "Last date of delivery, inclusive", example = "2026-11-30") @Nullable LocalDate to,
			@Schema(description = "CSV when not given") @Nullable ExportFormat format) {
	}

	/** The id of what was accepted. */
	@Schema(name = "AcceptedExport")
	record Accepted(UUID id) {
	}

	/** How far it is. */
	@Schema(name = "Export")
	record Answer(UUID id, ExportSubject subject,
			@Schema(description = "Where it is of a campaign", nullable = true) @Nullable UUID campaign, LocalDate from,
			LocalDate to, ExportFormat format, FindExports.State state,
			@Schema(description = "Lines of the file", nullable = true) @Nullable Integer rows,
			@Schema(description = "In bytes", nullable = true) @Nullable Long size,
			@Schema(description = "Until when the file can be read", nullable = true) @Nullable Instant expiresAt,
			@Schema(description = "Why there is no file", nullable = true) @Nullable ExportFailure failure) {
	}

	@PostMapping(path = "/campaigns/{id}/exports", consumes = MediaType.APPLICATION_JSON_VALUE,
			produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "requestExport", summary = "Ask for a file of what a campaign handed over",
			description = "The file is prepared in the background. A user gets a mail; a system asks for its state.")
	@ApiResponse(responseCode = "202", description = "Accepted")
	@ApiResponse(responseCode = "404", description = "`NOT_FOUND`: it does not exist for this system",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	@ApiResponse(responseCode = "409", description = "`EXPORT_OF_DRAFT`",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	@ApiResponse(responseCode = "422",
			description = "`EXPORT_DATES_MISSING`, `EXPORT_DATES_REVERSED`, `EXPORT_DATES_TOO_FAR`",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	@ApiResponse(responseCode = "429", description = "`TOO_MANY_EXPORTS`",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	ResponseEntity<Accepted> request(@AuthenticationPrincipal Actor system, @PathVariable UUID id,
			@RequestBody Request request) {
		return accepted(this.requestExport.of(new CampaignId(id), system.id(), request.from(), request.to(),
				ExportFormat.orCsv(request.format())));
	}

	@PostMapping(path = "/free-diffusions/exports", consumes = MediaType.APPLICATION_JSON_VALUE,
			produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "requestSendsExport", summary = "Ask for a file of free diffusions",
			description = "Those of the emitters where this system may send, by the date of the send. The file is prepared in the background. A user gets a mail; a system asks for its state.")
	@ApiResponse(responseCode = "202", description = "Accepted")
	@ApiResponse(responseCode = "404", description = "`NOT_FOUND`: this system may see none",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	@ApiResponse(responseCode = "422",
			description = "`EXPORT_DATES_MISSING`, `EXPORT_DATES_REVERSED`, `EXPORT_DATES_TOO_FAR`",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	@ApiResponse(responseCode = "429", description = "`TOO_MANY_EXPORTS`",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	ResponseEntity<Accepted> requestSends(@AuthenticationPrincipal Actor system, @RequestBody Request request) {
		return accepted(this.requestExport.of(ExportSubject.SENDS, system.id(), request.from(), request.to(),
				ExportFormat.orCsv(request.format())));
	}

	@PostMapping(path = "/deposits/exports", consumes = MediaType.APPLICATION_JSON_VALUE,
			produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "requestDepositsExport", summary = "Ask for a file of deposits",
			description = "Those of the nodes where this system holds a right, by the date of reception; never their content. The file is prepared in the background. A user gets a mail; a system asks for its state.")
	@ApiResponse(responseCode = "202", description = "Accepted")
	@ApiResponse(responseCode = "404", description = "`NOT_FOUND`: this system may see none",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	@ApiResponse(responseCode = "422",
			description = "`EXPORT_DATES_MISSING`, `EXPORT_DATES_REVERSED`, `EXPORT_DATES_TOO_FAR`",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	@ApiResponse(responseCode = "429", description = "`TOO_MANY_EXPORTS`",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	ResponseEntity<Accepted> requestDeposits(@AuthenticationPrincipal Actor system, @RequestBody Request request) {
		return accepted(this.requestExport.of(ExportSubject.DEPOSITS, system.id(), request.from(), request.to(),
				ExportFormat.orCsv(request.format())));
	}

	private static ResponseEntity<Accepted> accepted(UUID export) {
		return ResponseEntity.accepted().location(URI.create("/api/v1/exports/" + export)).body(new Accepted(export));
	}

	@GetMapping(path = "/exports/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "findExport", summary = "See how far an export is")
	@ApiResponse(responseCode = "200", description = "The export")
	@ApiResponse(responseCode = "404", description = "`NOT_FOUND`: it does not exist for this system",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	Answer find(@AuthenticationPrincipal Actor system, @PathVariable UUID id) {
		FindExports.View view = this.findExports.byId(id, system.id());
		return new Answer(view.id(), view.subject(), (view.campaign() != null) ? view.campaign().value() : null,
				view.first(), view.last(), view.format(), view.state(), view.rows(), view.size(), view.expiresAt(),
				view.failure());
	}

	@GetMapping("/exports/{id}/content")
	@Operation(operationId = "readExport", summary = "Read the file of an export")
	@ApiResponse(responseCode = "200", description = "The file",
			content = { @Content(mediaType = "text/csv", schema = @Schema(type = "string", format = "binary")),
					@Content(mediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
							schema = @Schema(type = "string", format = "binary")) })
	@ApiResponse(responseCode = "404", description = "`NOT_FOUND`: it does not exist for this system",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	@ApiResponse(responseCode = "409", description = "`EXPORT_NOT_READY`, `EXPORT_EXPIRED`, `EXPORT_FAILED`",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	@Journaled(value = "EXPORT_DOWNLOADED", subject = "campaign_export")
	void content(@AuthenticationPrincipal Actor system, @PathVariable UUID id, HttpServletResponse response)
			throws IOException {
		ExportFiles.write(this.openExport.ready(id, system.id()), this.openExport, response);
	}

}
