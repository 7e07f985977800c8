package io.estafette.signature.process;

import java.time.temporal.ChronoUnit;
import java.util.UUID;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.camunda.client.api.response.ActivatedJob;
import io.estafette.signature.ClaimSignature;
import org.springframework.stereotype.Component;

/** Works the job claim-signature. */
@Component
public class ClaimSignatureWorker {

	public record Result(boolean claimed, String remindAt, String expiresAt) {
	}

	private final ClaimSignature claimSignature;

	ClaimSignatureWorker(ClaimSignature claimSignature) {
		this.claimSignature = claimSignature;
	}

	@JobWorker(type = "claim-signature")
	public Result claim(@Variable String requestId, ActivatedJob job) {
		ClaimSignature.Claim claim = this.claimSignature.of(UUID.fromString(requestId), job.getProcessInstanceKey());
		return new Result(claim.claimed(), claim.remindAt().truncatedTo(ChronoUnit.SECONDS).toString(),
				claim.expiresAt().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1).toString());
	}

}
