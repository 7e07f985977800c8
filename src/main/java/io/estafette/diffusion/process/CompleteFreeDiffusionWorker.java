package io.estafette.diffusion.process;

import java.util.UUID;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
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
	public Result complete(@Variable String freeDiffusionId) {
		return new Result(this.completeFreeDiffusion.of(new FreeDiffusionId(UUID.fromString(freeDiffusionId))).name());
	}

}
