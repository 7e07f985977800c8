package io.estafette.payroll.web;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import io.estafette.organization.Actor;
import io.estafette.payroll.BatchId;
import io.estafette.payroll.BatchState;
import io.estafette.payroll.FindBatch;
import io.estafette.payroll.ReceiveBatch;
import io.estafette.platform.web.Journaled;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Batches of payslips and contracts (product.md section 6, P3). */
@RestController
@RequestMapping(BatchApi.PATH)
@Tag(name = "Payroll batches", description = "Deposit an archive of payslips and contracts with its manifest; every "
		+ "person gets one mail for the whole archive.")
class BatchApi {

	static final String PATH = "/api/v1/deposit-batches";

	private static final String PROBLEM = "#/components/schemas/Problem";

	private final ReceiveBatch receiveBatch;

	private final FindBatch findBatch;

	BatchApi(ReceiveBatch receiveBatch, FindBatch findBatch) {
		this.receiveBatch = receiveBatch;
		this.findBatch = findBatch;
	}

	/** The id of what was accepted. */
	@Schema(name = "AcceptedBatch")
	record Accepted(UUID id) {
	}

	/** How far a batch is. */
	@Schema(name = "DepositBatch")
	record Answer(UUID id, BatchState state, String fileName, Instant receivedAt,
			@Schema(nullable = true) @Nullable Instant completedAt,
			@Schema(description = "Lines of the manifest") int lines,
			@Schema(description = "Lines that have their outcome") int processed, int accepted, int duplicates,
			@Schema(description = "Lines whose matricule nobody has yet; they go on once the employee exists") int waitingForEmployee,
			int refused, @Schema(description = "People who get something from it") int people,
			@Schema(description = "People whose documents are in their vaults") int served) {

		static Answer of(FindBatch.View batch) {
			return new Answer(batch.id().value(), batch.state(), batch.fileName(), batch.receivedAt(),
					batch.completedAt(), batch.lines(), batch.judged(), batch.accepted(), batch.duplicates(),
					batch.waiting(), batch.refused(), batch.people(), batch.served());
		}

	}

	@PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "depositBatch", summary = "Deposit an archive of payslips and contracts", description = """
			A ZIP of at most 2,000,000,000 bytes with the PDFs and a `manifest.csv`: UTF-8, `;`, at most 250,000 \
			lines, header `external_id;kind;matricule;agency;period;executive;client_company;deposited_at;file`. \
			`file` is the name of the PDF in the archive; `agency`, `period`, `executive` (`true`, `false`), \
			`client_company` and `deposited_at` may be empty. A field may be quoted, but holds no line break. Each \
			line is judged alone: a bad one stops no good one. The same archive again does nothing twice.

			Example:

			```
			curl -H "Authorization: Bearer $KEY" -F 'archive=@bulletins-2026-11.zip' \\
			  http://localhost:8080/api/v1/deposit-batches
			```
			""")
	@ApiResponse(responseCode = "202", description = "Accepted; its lines are worked on from now on")
	@ApiResponse(responseCode = "403",
			description = "`SERVICE_OFF`. `NOTHING_SENT`: your system is not set up to send payroll documents",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	@ApiResponse(responseCode = "413", description = "`ARCHIVE_TOO_LARGE`, `REQUEST_TOO_LARGE`",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	@ApiResponse(responseCode = "422",
			description = "`ARCHIVE_NOT_READABLE`, `MANIFEST_MISSING`, `MANIFEST_NOT_READABLE`, "
					+ "`MANIFEST_HEADER_INVALID`, `MANIFEST_EMPTY`, `MANIFEST_TOO_LARGE`",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	@ResponseStatus(HttpStatus.ACCEPTED)
	Accepted deposit(@AuthenticationPrincipal Actor system, @RequestPart("archive") MultipartFile archive)
			throws IOException {
		Path copy = Files.createTempFile("estafette-", ".zip");
		try {
			// Moved, where the disk is the same: an archive may be large.
			archive.transferTo(copy.toFile());
			return new Accepted(
					this.receiveBatch.from(system, copy, Objects.requireNonNullElse(archive.getOriginalFilename(), ""))
						.value());
		}
		finally {
			Files.deleteIfExists(copy);
		}
	}

	@GetMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "findBatch", summary = "See how far a batch is",
			description = "`RUNNING` until everything is in the vaults; then `COMPLETED`, or `COMPLETED_WITH_ERRORS` "
					+ "when lines were refused.")
	@ApiResponse(responseCode = "200", description = "Its state and counts")
	@ApiResponse(responseCode = "404", description = "`NOT_FOUND`",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	Answer find(@AuthenticationPrincipal Actor system, @PathVariable UUID id) {
		return Answer.of(this.findBatch.of(new BatchId(id), system));
	}

	@GetMapping("/{id}/report")
	@Operation(operationId = "batchReport", summary = "The report of a batch, a line per line of its manifest",
			description = """
					`external_id;outcome;reason` in the manifest's order. Outcomes: `ACCEPTED`, `DUPLICATE` (the same was \
					deposited before), `WAITING_FOR_EMPLOYEE`, `REFUSED`. The reason of a refusal is a code: those of a \
					single deposit and of refused files, `LINE_NOT_READABLE` (its bytes are no UTF-8, or its quotes do not match), \
					`LINE_COLUMNS`, `FILE_MISSING`, `FILE_NOT_READABLE`.""")
	@ApiResponse(responseCode = "200", description = "UTF-8, `;`",
			content = @Content(mediaType = "text/csv", schema = @Schema(type = "string")))
	@ApiResponse(responseCode = "404", description = "`NOT_FOUND`",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	@ApiResponse(responseCode = "409", description = "`BATCH_RUNNING`: lines are still open",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	@Journaled(value = "BATCH_REPORT_READ", subject = "deposit_batch")
	void report(@AuthenticationPrincipal Actor system, @PathVariable UUID id, HttpServletResponse response)
			throws IOException {
		BatchId batch = new BatchId(id);
		List<FindBatch.Line> lines = this.findBatch.report(batch, system, 0, Optional.empty());
		response.setContentType("text/csv;charset=UTF-8");
		Writer csv = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8);
		csv.write("external_id;outcome;reason\r\n");
		while (!lines.isEmpty()) {
			for (FindBatch.Line line : lines) {
				csv.write(cell(line.externalId()) + ";" + line.outcome() + ";"
						+ Objects.requireNonNullElse(line.reason(), "") + "\r\n");
			}
			lines = this.findBatch.report(batch, system, lines.getLast().number(), Optional.empty());
		}
		csv.flush();
	}

	/** Word for word, quoted where it must be: a program reads it. */
	private static String cell(String text) {
		return text.matches("[^;\"\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
	}

}
