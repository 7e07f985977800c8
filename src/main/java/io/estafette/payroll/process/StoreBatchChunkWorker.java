package io.estafette.payroll.process;

import java.util.UUID;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.estafette.payroll.BatchId;
import io.estafette.payroll.StoreBatchChunk;
import org.springframework.stereotype.Component;

/** Works the job store-batch-chunk. */
@Component
public class StoreBatchChunkWorker {

	private final StoreBatchChunk storeChunk;

	StoreBatchChunkWorker(StoreBatchChunk storeChunk) {
		this.storeChunk = storeChunk;
	}

	@JobWorker(type = "store-batch-chunk")
	public void store(@Variable String batchId, @Variable int chunk) {
		this.storeChunk.of(new BatchId(UUID.fromString(batchId)), chunk);
	}

}
