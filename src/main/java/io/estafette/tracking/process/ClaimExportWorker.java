package io.estafette.tracking.process;

import java.util.UUID;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.camunda.client.api.response.ActivatedJob;
import io.estafette.tracking.ClaimExport;
import org.springframework.stereotype.Component;

/** Works the job claim-export. */
@Component
public class ClaimExportWorker {

	public record Result(boolean claimed) {
	}

	private final ClaimExport claimExport;

	ClaimExportWorker(ClaimExport claimExport) {
		this.claimExport = claimExport;
	}

	@JobWorker(type = "claim-export")
	public Result claim(@Variable String exportId, ActivatedJob job) {
		return new Result(this.claimExport.of(UUID.fromString(exportId), job.getProcessInstanceKey()));
	}

}
