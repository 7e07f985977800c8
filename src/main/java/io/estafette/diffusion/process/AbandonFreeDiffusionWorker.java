package io.estafette.diffusion.process;

import java.util.UUID;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.estafette.diffusion.AbandonFreeDiffusion;
import io.estafette.diffusion.FreeDiffusionId;
import org.springframework.stereotype.Component;

/** Works the job abandon-free-diffusion. */
@Component
public class AbandonFreeDiffusionWorker {

	private final AbandonFreeDiffusion abandonFreeDiffusion;

	AbandonFreeDiffusionWorker(AbandonFreeDiffusion abandonFreeDiffusion) {
		this.abandonFreeDiffusion = abandonFreeDiffusion;
	}

	@JobWorker(type = "abandon-free-diffusion")
	public void abandon(@Variable String freeDiffusionId) {
		this.abandonFreeDiffusion.of(new FreeDiffusionId(UUID.fromString(freeDiffusionId)));
	}

}
