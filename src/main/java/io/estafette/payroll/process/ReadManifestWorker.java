package io.estafette.payroll.process;

import java.util.UUID;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.camunda.client.api.response.ActivatedJob;
import io.estafette.payroll.BatchId;
import io.estafette.payroll.ReadBatch;
import org.springframework.stereotype.Component;

/** Works the job read-manifest. */
@Component
public class ReadManifestWorker {

	public record Result(boolean claimed, int chunk, int chunks, int people) {
	}

	private final ReadBatch readBatch;

	ReadManifestWorker(ReadBatch readBatch) {
		this.readBatch = readBatch;
	}

	@JobWorker(type = "read-manifest")
	public Result read(@Variable String batchId, ActivatedJob job) {
		return this.readBatch.of(new BatchId(UUID.fromString(batchId)), job.getProcessInstanceKey())
			.map((chunks) -> new Result(true, 0, chunks, 0))
			.orElse(new Result(false, 0, 0, 0));
	}

}
