package io.estafette.sealing.web;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

import io.estafette.platform.web.ApiLanguage;
import io.estafette.platform.Refusal;
import io.estafette.sealing.DssReport;
import io.estafette.sealing.SealCheck;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** The check of a PDF for systems, and for anyone (D5). */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Verification", description = "See whether a PDF is as it was sealed. Needs no key.")
class VerificationApi {

	private static final String PROBLEM = "#/components/schemas/Problem";

	private final VerifyUpload verifyUpload;

	private final MessageSource messages;

	VerificationApi(VerifyUpload verifyUpload, MessageSource messages) {
		this.verifyUpload = verifyUpload;
		this.messages = messages;
	}

	/** The answer. */
	@Schema(name = "Verification")
	record Answer(
			@Schema(description = "`INTACT`: sealed by an organisation we know, and not one byte has changed since. "
					+ "`ALTERED`: it carries such a seal and was changed, added to or cut. `UNKNOWN`: it carries no "
					+ "such seal, so nothing can be said about it.") SealCheck.Verdict verdict,
			@Schema(description = "Why it is not intact. `UNKNOWN`: `NO_SIGNATURE`, or `OTHER_SIGNER` when it is signed "
					+ "by somebody we do not know. `ALTERED`: `NOT_THE_WHOLE_FILE`, `CHANGED`, `NO_TIMESTAMP`, "
					+ "`NOT_CERTIFIED`.") SealCheck.@Nullable Fault reason,
			@Schema(description = "The same for people, in the caller's language") String sentence,
			@Schema(description = "Whose seal it carries") @Nullable String sealedBy,
			@Schema(description = "Who issued the organisation's certificate") @Nullable String certificateIssuer,
			@Schema(description = "By the time stamp of an intact seal") @Nullable Instant sealedAt,
			@Schema(description = "Whether it is intact and still waits for its signature") boolean toSign,
			@Schema(description = "Who signed it behind the seal; empty unless intact") List<Signature> signatures,
			@Schema(description = "What DSS, the European Commission's library, says about each signature, with a strict "
					+ "policy and without asking about revocation; the verdict does not depend on it") List<Technical> technical,
			@Schema(description = "In bytes") long size,
			@Schema(description = "Fingerprint of the file, in hexadecimal digits") String sha256) {

	}

	/** A signature as DSS judges it. */
	@Schema(name = "VerificationTechnical")
	record Technical(@Schema(description = "Whom the certificate names") String signedBy,
			@Schema(description = "Such as `PAdES_BASELINE_T`") String format,
			@Schema(description = "`TOTAL_PASSED`, `INDETERMINATE` or `TOTAL_FAILED`") String indication,
			@Schema(description = "Why it did not pass, as ETSI EN 319 102-1 names it") @Nullable String subIndication,
			@Schema(description = "The earliest time at which it is proven to have existed") @Nullable Instant provenAt,
			@Schema(description = "In DSS's own words") List<String> notes) {

	}

	/** Somebody's signature. */
	@Schema(name = "VerificationSignature")
	record Signature(@Schema(description = "Whom the certificate names") String name,
			@Schema(description = "For whom they work, as the certificate says") String organisation,
			@Schema(description = "Who issued the certificate") String certificateIssuer,
			@Schema(description = "By the time stamp") Instant signedAt) {

	}

	@PostMapping(path = "/verifications", consumes = MediaType.MULTIPART_FORM_DATA_VALUE,
			produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "verify", summary = "Check a PDF", description = """
			Says whether a PDF is, byte for byte, what an organisation sealed here. Nothing of the file is kept.

			```
			curl -F 'file=@note.pdf;type=application/pdf' http://localhost:8080/api/v1/verifications
			```
			""")
	@SecurityRequirements
	@ApiResponse(responseCode = "200", description = "The verdict, whichever it is")
	@ApiResponse(responseCode = "400", description = "`MISSING_PART`, `MULTIPART_NOT_READABLE`",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	@ApiResponse(responseCode = "413", description = "`REQUEST_TOO_LARGE`: more than 20 MB",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	@ApiResponse(responseCode = "415", description = "`CONTENT_TYPE_NOT_SUPPORTED`: not multipart/form-data",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	@ApiResponse(responseCode = "422", description = "`NOT_A_PDF`, `EMPTY_FILE`",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	@ApiResponse(responseCode = "429",
			description = "`TOO_MANY_VERIFICATIONS`: at most 30 a minute from one address; wait a minute",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	Answer verify(@Parameter(description = "The PDF") @RequestPart("file") MultipartFile file,
			@Parameter(hidden = true) HttpServletRequest request) throws IOException {
		Verification verification = this.verifyUpload.of(file, request.getRemoteAddr());
		SealCheck check = verification.check();
		return new Answer(check.verdict(), check.fault(), verification.sentence(this.messages, ApiLanguage.of(request)),
				check.sealedBy(), check.issuer(), check.sealedAt(), check.toSign(),
				check.signatures()
					.stream()
					.map((signature) -> new Signature(signature.name(), signature.organisation(), signature.issuer(),
							signature.signedAt()))
					.toList(),
				technical(verification.report()), verification.size(), verification.sha256());
	}

	private static List<Technical> technical(@Nullable DssReport report) {
		return (report != null) ? report.signatures()
			.stream()
			.map((signature) -> new Technical(signature.signedBy(), signature.format(), signature.indication(),
					signature.subIndication(), signature.provenAt(), signature.notes()))
			.toList() : List.of();
	}

	@PostMapping(path = "/verifications/report", consumes = MediaType.MULTIPART_FORM_DATA_VALUE,
			produces = { MediaType.APPLICATION_XML_VALUE, MediaType.APPLICATION_PROBLEM_JSON_VALUE })
	@Operation(operationId = "verificationReport", summary = "The technical report of a signed PDF",
			description = "DSS's detailed report, as XML. Nothing of the file is kept.")
	@SecurityRequirements
	@ApiResponse(responseCode = "200", description = "The report",
			content = @Content(mediaType = MediaType.APPLICATION_XML_VALUE))
	@ApiResponse(responseCode = "422",
			description = "`NOTHING_TO_REPORT`: it carries no signature, or cannot be opened; `NOT_A_PDF`, `EMPTY_FILE`",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	@ApiResponse(responseCode = "429",
			description = "`TOO_MANY_VERIFICATIONS`: at most 30 a minute from one address; wait a minute",
			content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE, schema = @Schema(ref = PROBLEM)))
	ResponseEntity<String> report(@Parameter(description = "The PDF") @RequestPart("file") MultipartFile file,
			@Parameter(hidden = true) HttpServletRequest request) throws IOException {
		DssReport report = this.verifyUpload.of(file, request.getRemoteAddr()).report();
		if (report == null) {
			throw new Refusal(Refusal.Kind.INVALID, "NOTHING_TO_REPORT");
		}
		return ResponseEntity.ok().contentType(MediaType.APPLICATION_XML).body(report.xml());
	}

}
