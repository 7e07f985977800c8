package io.estafette.payroll.process;

import java.util.UUID;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.estafette.payroll.BatchId;
import io.estafette.payroll.DeliverBatchChunk;
import org.springframework.stereotype.Component;

/** Works the job deliver-batch-chunk. */
@Component
public class DeliverBatchChunkWorker {

	public record Result(boolean more) {
	}

	private final DeliverBatchChunk deliverChunk;

	DeliverBatchChunkWorker(DeliverBatchChunk deliverChunk) {
		this.deliverChunk = deliverChunk;
	}

	@JobWorker(type = "deliver-batch-chunk")
	public Result deliver(@Variable String batchId, @Variable int people) {
		return new Result(this.deliverChunk.of(new BatchId(UUID.fromString(batchId)), people));
	}

}
