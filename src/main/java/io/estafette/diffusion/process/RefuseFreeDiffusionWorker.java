package io.estafette.diffusion.process;

import java.util.UUID;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.estafette.diffusion.FreeDiffusionId;
import io.estafette.diffusion.RefuseFreeDiffusion;
import org.springframework.stereotype.Component;

/** Works the job refuse-free-diffusion. */
@Component
public class RefuseFreeDiffusionWorker {

	public record Result(String refusal) {
	}

	private final RefuseFreeDiffusion refuseFreeDiffusion;

	private final FormWords words;

	RefuseFreeDiffusionWorker(RefuseFreeDiffusion refuseFreeDiffusion, FormWords words) {
		this.refuseFreeDiffusion = refuseFreeDiffusion;
		this.words = words;
	}

	@JobWorker(type = "refuse-free-diffusion")
	public Result refuse(@Variable String freeDiffusionId) {
		return new Result(this.words
			.sentence(this.refuseFreeDiffusion.of(new FreeDiffusionId(UUID.fromString(freeDiffusionId)))));
	}

}
