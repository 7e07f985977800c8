package io.estafette.payroll.web;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

import io.estafette.organization.Actor;
import io.estafette.payroll.DepositId;
import io.estafette.payroll.FindDeposit;
import io.estafette.payroll.ReceiveDeposit;
import io.estafette.payroll.ReceiveUpload;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Encoding;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Payslips and contracts from payroll systems (product.md section 6, P1, P2). */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Payroll deposits", description = "Deposit payslips and contracts; they go to the employee's vault, with "
		+ "the documents of the campaigns that they trigger.")
class DepositApi {

	private static final String PROBLEM = "#/components/schemas/Problem";

	private final ReceiveDeposit receiveDeposit;

	private final FindDeposit findDeposit;

	private final ReceiveUpload receiveUpload;

	DepositApi(ReceiveDeposit receiveDeposit, FindDeposit findDeposit, ReceiveUpload receiveUpload) {
		this.receiveDeposit = receiveDeposit;
		this.findDeposit = findDeposit;
		this.receiveUpload = receiveUpload;
	}

	/** The id of what was accepted. */
	@Schema(name = "AcceptedDeposit")
	record Accepted(UUID id) {
	}

	/** The id under which the PDF is kept. */
	@Schema(name = "Upload")
	record Uploaded(UUID uploadId) {
	}

	@PostMapping(path = "/deposits", consumes = MediaType.MULTIPART_FORM_DATA_VALUE,
			produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "deposit", summary = "Deposit a payslip or a contract",
			description = """
					The same deposit again, under the same `externalId`, answers the first result, also years later.

					Example:

					```
					curl -H "Authorization: Bearer $KEY" \\
					  -F 'deposit={"externalId":"2026-11-H0001","kind":"PAYSLIP","matricule":"H0001","agency":"LYO","period":"2026-11"};type=application/json' \\
					  -F 'file=@bulletin.pdf;type=application/pdf' \\
					  http://localhost:8080/api/v1/deposits
					```
					""",
			requestBody = @RequestBody(required = true,
					content = @Content(mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
							encoding = { @Encoding(name = "deposit", contentType = MediaType.APPLICATION_JSON_VALUE),
									@Encoding(name = "file", contentType = MediaType.APPLICATION_PDF_VALUE) })))
	@ApiResponse(responseCode = "202", description = "Accepted; delivered from now on")
	@ApiResponse(responseCode = "200", description = "The same was received before",
			content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
					schema = @Schema(ref = "#/components/schemas/AcceptedDeposit")))
	@ApiResponse(responseCode = "403",
			description = "`SERVICE_OFF`. `KIND_NOT_SENT_PAYSLIP`, `KIND_NOT_SENT_CONTRACT`: your system is not set up "
					+ "to send this kind",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	@ApiResponse(responseCode = "404", description = "`AGENCY_NOT_FOUND`: it does not exist in your brand",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	@ApiResponse(responseCode = "409", description = "`EXTERNAL_ID_REUSED`: another content has this id",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	@ApiResponse(responseCode = "413", description = "`TOO_LARGE`: a PDF of more than 5,242,880 bytes",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	@ApiResponse(responseCode = "422",
			description = "`DEPOSIT_FIELD_INVALID`, `EXTERNAL_ID_INVALID`, `DEPOSIT_MATRICULE_INVALID`, "
					+ "`CLIENT_COMPANY_NOT_FOUND`, or a code of a refused file",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	ResponseEntity<Accepted> deposit(@AuthenticationPrincipal Actor system,
			@RequestPart("deposit") DepositRequest request, @RequestPart("file") MultipartFile file)
			throws IOException {
		ReceiveDeposit.Request checked = request.checked();
		ReceiveDeposit.Received received = withCopy(file,
				(copy) -> this.receiveDeposit.from(system, checked, copy, name(file)));
		return ResponseEntity.status(received.repeated() ? HttpStatus.OK : HttpStatus.ACCEPTED)
			.location(URI.create("/api/v1/deposits/" + received.id()))
			.body(new Accepted(received.id().value()));
	}

	@GetMapping(path = "/deposits/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "findDeposit", summary = "See how far a deposit is",
			description = "Of your own deposits, and of those of agencies where your system holds a right. `FAILED`: it was "
					+ "not finished within two days; whoever runs Estafette can still finish it.")
	@ApiResponse(responseCode = "200", description = "The deposit with what it brought")
	@ApiResponse(responseCode = "404", description = "`NOT_FOUND`: it does not exist for this system",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	DepositAnswer find(@AuthenticationPrincipal Actor system, @PathVariable UUID id) {
		return DepositAnswer.of(this.findDeposit.of(new DepositId(id), system));
	}

	@PostMapping(path = "/uploads", consumes = MediaType.MULTIPART_FORM_DATA_VALUE,
			produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "upload", summary = "Upload the PDF of a deposit that is published to Camunda",
			description = "Kept for 24 hours, to be used once, by the message `payroll-document-deposited` with the "
					+ "fields of a deposit, `system` (your login) and this `uploadId`.")
	@ApiResponse(responseCode = "201", description = "Kept")
	@ApiResponse(responseCode = "403",
			description = "`SERVICE_OFF`. `NOTHING_SENT`: your system is not set up to send payroll documents",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	@ApiResponse(responseCode = "413", description = "`TOO_LARGE`",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	@ApiResponse(responseCode = "422", description = "A code of a refused file",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	@ResponseStatus(HttpStatus.CREATED)
	Uploaded upload(@AuthenticationPrincipal Actor system, @RequestPart("file") MultipartFile file) throws IOException {
		return new Uploaded(withCopy(file, (copy) -> this.receiveUpload.from(system, copy, name(file))).value());
	}

	private static String name(MultipartFile file) {
		return Objects.requireNonNullElse(file.getOriginalFilename(), "");
	}

	private static <T> T withCopy(MultipartFile file, Function<Path, T> use) throws IOException {
		Path copy = Files.createTempFile("estafette-", ".pdf");
		try {
			file.transferTo(copy);
			return use.apply(copy);
		}
		finally {
			Files.deleteIfExists(copy);
		}
	}

}
