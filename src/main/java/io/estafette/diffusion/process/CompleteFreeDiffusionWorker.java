package io.estafette.diffusion.process;

import java.util.UUID;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.camunda.client.api.response.ActivatedJob;
import io.estafette.diffusion.CompleteFreeDiffusion;
import io.estafette.diffusion.FreeDiffusionId;
import org.springframework.stereotype.Component;

/** Works the job complete-free-diffusion. */
@Component
public class CompleteFreeDiffusionWorker {

	public record Result(String outcome) {
	}

	private final CompleteFreeDiffusion completeFreeDiffusion;

	CompleteFreeDiffusionWorker(CompleteFreeDiffusion completeFreeDiffusion) {
		this.completeFreeDiffusion = completeFreeDiffusion;
	}

	@JobWorker(type = "complete-free-diffusion")
	public Result complete(@Variable String freeDiffusionId, ActivatedJob job) {
		FreeDiffusionId id = new FreeDiffusionId(UUID.fromString(freeDiffusionId));
		return new Result(this.completeFreeDiffusion.of(id, job.getProcessInstanceKey()).name());
	}

}
