package io.estafette.campaign.web;

import java.io.IOException;
import io.swagger.v3.oas.annotations.Parameter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import io.estafette.campaign.CampaignId;
import io.estafette.campaign.CampaignOrigin;
import io.estafette.campaign.CloseCampaign;
import io.estafette.campaign.DeleteCampaign;
import io.estafette.campaign.DuplicateCampaign;
import io.estafette.campaign.FindCampaign;
import io.estafette.campaign.FindCampaignDeliveries;
import io.estafette.campaign.LaunchCampaign;
import io.estafette.campaign.PreviewCampaign;
import io.estafette.campaign.RequestCampaign;
import io.estafette.campaign.UnscheduleCampaign;
import io.estafette.organization.Actor;
import io.estafette.platform.Refusal;
import io.estafette.platform.web.ApiLanguage;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Encoding;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.util.FileSystemUtils;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Campaigns for systems (product.md section 6). */
@RestController
@RequestMapping("/api/v1/campaigns")
@Tag(name = "Campaigns",
		description = "Hand documents to everybody who receives a payslip or a contract while a campaign runs, once.")
@ApiResponse(responseCode = "403", description = "`SERVICE_OFF`, `NO_CAMPAIGN_RIGHT`",
		content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
				schema = @Schema(ref = "#/components/schemas/Problem")))
@ApiResponse(responseCode = "404", description = "`NOT_FOUND`, `TARGET_NOT_FOUND`: it does not exist for this system",
		content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
				schema = @Schema(ref = "#/components/schemas/Problem")))
class CampaignApi {

	private static final String PROBLEM = "#/components/schemas/Problem";

	private static final int MOST_DELIVERIES = 500;

	private final RequestCampaign requestCampaign;

	private final FindCampaign findCampaign;

	private final LaunchCampaign launchCampaign;

	private final CloseCampaign closeCampaign;

	private final UnscheduleCampaign unscheduleCampaign;

	private final DuplicateCampaign duplicateCampaign;

	private final DeleteCampaign deleteCampaign;

	private final PreviewCampaign previewCampaign;

	private final FindCampaignDeliveries findDeliveries;

	CampaignApi(RequestCampaign requestCampaign, FindCampaign findCampaign, LaunchCampaign launchCampaign,
			CloseCampaign closeCampaign, UnscheduleCampaign unscheduleCampaign, DuplicateCampaign duplicateCampaign,
			DeleteCampaign deleteCampaign, PreviewCampaign previewCampaign, FindCampaignDeliveries findDeliveries) {
		this.requestCampaign = requestCampaign;
		this.findCampaign = findCampaign;
		this.launchCampaign = launchCampaign;
		this.closeCampaign = closeCampaign;
		this.unscheduleCampaign = unscheduleCampaign;
		this.duplicateCampaign = duplicateCampaign;
		this.deleteCampaign = deleteCampaign;
		this.previewCampaign = previewCampaign;
		this.findDeliveries = findDeliveries;
	}

	@PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "draftCampaign", summary = "Draft a campaign",
			description = """
					A draft may be incomplete; its launch says everything that is missing.

					Example:

					```
					curl -H "Authorization: Bearer $KEY" \\
					  -F 'campaign={"name":"Consignes","target":"LYO","triggers":["PAYSLIP"],"startDate":"2026-11-23","documents":[{"file":"consignes.pdf","name":"Consignes"}]};type=application/json' \\
					  -F 'files=@consignes.pdf;type=application/pdf' \\
					  http://localhost:8080/api/v1/campaigns
					```
					""",
			requestBody = @RequestBody(required = true,
					content = @Content(mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
							encoding = { @Encoding(name = "campaign", contentType = MediaType.APPLICATION_JSON_VALUE),
									@Encoding(name = "files", contentType = MediaType.APPLICATION_PDF_VALUE) })))
	@ApiResponse(responseCode = "201", description = "The draft, readable at once")
	@ApiResponse(responseCode = "413", description = "`TOO_LARGE`",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	@ApiResponse(responseCode = "422",
			description = "`FIELD_MISSING`, `NAME_TOO_LONG`, `CAMPAIGN_DATE_INVALID`, `CLIENT_COMPANY_NOT_FOUND`, `TOO_MANY_DOCUMENTS`, "
					+ "`FILE_MISSING`, `FILE_DUPLICATE`, `FILE_UNUSED`, or a code of a refused file",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	ResponseEntity<CampaignAnswer> draft(@AuthenticationPrincipal Actor system,
			@RequestPart("campaign") CampaignRequest request,
			@RequestPart(name = "files", required = false) @Nullable List<MultipartFile> files) throws IOException {
		CampaignId id = request(system, request, files, null);
		return ResponseEntity.created(URI.create("/api/v1/campaigns/" + id)).body(answer(system, id));
	}

	@PutMapping(path = "/{id}", consumes = MediaType.MULTIPART_FORM_DATA_VALUE,
			produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "changeCampaign", summary = "Replace a draft",
			description = "All of it; without `documents` and `files` the documents stay.",
			requestBody = @RequestBody(required = true,
					content = @Content(mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
							encoding = { @Encoding(name = "campaign", contentType = MediaType.APPLICATION_JSON_VALUE),
									@Encoding(name = "files", contentType = MediaType.APPLICATION_PDF_VALUE) })))
	@ApiResponse(responseCode = "200", description = "The draft as it is now")
	@ApiResponse(responseCode = "409", description = "`CAMPAIGN_NOT_DRAFT`: only a draft can be changed",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	@ApiResponse(responseCode = "422", description = "As for a new draft",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	CampaignAnswer change(@AuthenticationPrincipal Actor system, @PathVariable UUID id,
			@RequestPart("campaign") CampaignRequest request,
			@RequestPart(name = "files", required = false) @Nullable List<MultipartFile> files) throws IOException {
		return answer(system, request(system, request, files, new CampaignId(id)));
	}

	@GetMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "findCampaign", summary = "See a campaign")
	@ApiResponse(responseCode = "200", description = "The campaign with its figures")
	CampaignAnswer find(@AuthenticationPrincipal Actor system, @PathVariable UUID id) {
		return answer(system, new CampaignId(id));
	}

	@PostMapping(path = "/{id}/launch", produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "launchCampaign", summary = "Launch a draft",
			description = "Scheduled until its first day, then active.")
	@ApiResponse(responseCode = "202", description = "Launched")
	@ApiResponse(responseCode = "409", description = "`CAMPAIGN_NOT_DRAFT`",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	@ApiResponse(responseCode = "422", description = "`CAMPAIGN_NOT_READY`, with every reason in `reasons`",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	@ResponseStatus(HttpStatus.ACCEPTED)
	CampaignAnswer launch(@AuthenticationPrincipal Actor system, @PathVariable UUID id) {
		this.launchCampaign.of(new CampaignId(id), system.id());
		return answer(system, new CampaignId(id));
	}

	@PostMapping(path = "/{id}/unschedule", produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "unscheduleCampaign", summary = "Bring a scheduled campaign back to draft")
	@ApiResponse(responseCode = "200", description = "A draft again")
	@ApiResponse(responseCode = "409", description = "`CAMPAIGN_NOT_SCHEDULED`",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	CampaignAnswer unschedule(@AuthenticationPrincipal Actor system, @PathVariable UUID id) {
		this.unscheduleCampaign.of(new CampaignId(id), system.id());
		return answer(system, new CampaignId(id));
	}

	@PostMapping(path = "/{id}/close", produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "closeCampaign", summary = "Close a campaign",
			description = "From then on it serves nobody. What was handed over stays available.")
	@ApiResponse(responseCode = "200", description = "Closed")
	@ApiResponse(responseCode = "409", description = "`CAMPAIGN_NOT_LAUNCHED`: a draft can be deleted",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	CampaignAnswer close(@AuthenticationPrincipal Actor system, @PathVariable UUID id) {
		this.closeCampaign.of(new CampaignId(id), system.id());
		return answer(system, new CampaignId(id));
	}

	@PostMapping(path = "/{id}/duplicate", produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "duplicateCampaign", summary = "Make a new draft of a campaign",
			description = "With everything but the dates. People already served may be served again, unless they "
					+ "are left out.")
	@ApiResponse(responseCode = "201", description = "The new draft")
	ResponseEntity<CampaignAnswer> duplicate(@AuthenticationPrincipal Actor system, @PathVariable UUID id,
			@Parameter(description = "Whether people already served are left out") @RequestParam(
					defaultValue = "false") boolean leaveOutServed,
			@Parameter(hidden = true) HttpServletRequest request) {
		CampaignId copy = this.duplicateCampaign.of(new CampaignId(id), system.id(), CampaignOrigin.API, leaveOutServed,
				ApiLanguage.of(request));
		return ResponseEntity.created(URI.create("/api/v1/campaigns/" + copy)).body(answer(system, copy));
	}

	@DeleteMapping("/{id}")
	@Operation(operationId = "deleteCampaign", summary = "Delete a draft")
	@ApiResponse(responseCode = "204", description = "Deleted")
	@ApiResponse(responseCode = "409", description = "`CAMPAIGN_NOT_DRAFT`",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void delete(@AuthenticationPrincipal Actor system, @PathVariable UUID id) {
		this.deleteCampaign.of(new CampaignId(id), system.id());
	}

	@GetMapping(path = "/{id}/dry-run", produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "previewCampaign", summary = "See whom a launch would serve at once",
			description = "Because it is retroactive, and who is left out and why. Nothing is sent.")
	@ApiResponse(responseCode = "200", description = "The figures and the first 200 people left out")
	PreviewCampaign.Preview preview(@AuthenticationPrincipal Actor system, @PathVariable UUID id) {
		return this.previewCampaign.of(new CampaignId(id), system.id());
	}

	@GetMapping(path = "/{id}/deliveries", produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "findCampaignDeliveries", summary = "See who has received what")
	@ApiResponse(responseCode = "200", description = "A page of the ledger; `next` is the cursor of the next one")
	@ApiResponse(responseCode = "422",
			description = "`LIMIT_INVALID`: 1 to 500. `CURSOR_INVALID`: no `next` of this campaign",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	CampaignDeliveries deliveries(@AuthenticationPrincipal Actor system, @PathVariable UUID id,
			@RequestParam(required = false) @Nullable Long cursor, @RequestParam(defaultValue = "100") int limit) {
		if (limit < 1 || limit > MOST_DELIVERIES) {
			throw new Refusal(Refusal.Kind.INVALID, "LIMIT_INVALID", MOST_DELIVERIES);
		}
		return CampaignDeliveries.of(this.findDeliveries.of(new CampaignId(id), system.id(),
				FindCampaignDeliveries.Query.all(), cursor, limit));
	}

	private CampaignId request(Actor system, CampaignRequest request, @Nullable List<MultipartFile> files,
			@Nullable CampaignId replaced) throws IOException {
		Path directory = Files.createTempDirectory("estafette-");
		try {
			List<RequestCampaign.Upload> uploads = new ArrayList<>();
			for (MultipartFile file : (files != null) ? files : List.<MultipartFile>of()) {
				// Never the name that was sent: a name is no path (F7).
				Path content = directory.resolve(String.valueOf(uploads.size()));
				file.transferTo(content);
				uploads.add(new RequestCampaign.Upload(Objects.requireNonNullElse(file.getOriginalFilename(), ""),
						content));
			}
			return this.requestCampaign.by(system, request.with(uploads), replaced);
		}
		finally {
			FileSystemUtils.deleteRecursively(directory);
		}
	}

	private CampaignAnswer answer(Actor system, CampaignId id) {
		return CampaignAnswer.of(this.findCampaign.of(id, system.id()));
	}

}
