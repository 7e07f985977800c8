package io.estafette.diffusion.process;

import java.util.UUID;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.estafette.diffusion.FreeDiffusionId;
import io.estafette.diffusion.HandOverChunk;
import org.springframework.stereotype.Component;

/** Works the job hand-over-chunk. */
@Component
public class HandOverChunkWorker {

	private final HandOverChunk handOverChunk;

	HandOverChunkWorker(HandOverChunk handOverChunk) {
		this.handOverChunk = handOverChunk;
	}

	@JobWorker(type = "hand-over-chunk")
	public void handOver(@Variable String freeDiffusionId, @Variable int chunk) {
		this.handOverChunk.of(new FreeDiffusionId(UUID.fromString(freeDiffusionId)), chunk);
	}

}
