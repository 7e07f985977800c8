package io.estafette.payroll.process;

import java.util.UUID;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.estafette.payroll.BatchId;
import io.estafette.payroll.CompleteBatch;
import org.springframework.stereotype.Component;

/** Works the job complete-batch. */
@Component
public class CompleteBatchWorker {

	private final CompleteBatch completeBatch;

	CompleteBatchWorker(CompleteBatch completeBatch) {
		this.completeBatch = completeBatch;
	}

	@JobWorker(type = "complete-batch")
	public void complete(@Variable String batchId) {
		this.completeBatch.of(new BatchId(UUID.fromString(batchId)));
	}

}
