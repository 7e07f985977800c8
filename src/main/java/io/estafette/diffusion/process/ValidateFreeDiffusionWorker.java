package io.estafette.diffusion.process;

import java.util.UUID;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.camunda.client.api.response.ActivatedJob;
import io.estafette.diffusion.FreeDiffusionId;
import io.estafette.diffusion.StartFreeDiffusion;
import io.estafette.diffusion.StartFreeDiffusion.Outcome;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Works the job validate-free-diffusion. */
@Component
public class ValidateFreeDiffusionWorker {

	public record Result(String validation, @Nullable String refusal, boolean protectedDocuments) {
	}

	private final StartFreeDiffusion startFreeDiffusion;

	private final FormWords words;

	ValidateFreeDiffusionWorker(StartFreeDiffusion startFreeDiffusion, FormWords words) {
		this.startFreeDiffusion = startFreeDiffusion;
		this.words = words;
	}

	@JobWorker(type = "validate-free-diffusion")
	public Result validate(@Variable String freeDiffusionId, ActivatedJob job) {
		FreeDiffusionId id = new FreeDiffusionId(UUID.fromString(freeDiffusionId));
		return switch (this.startFreeDiffusion.of(id, job.getProcessInstanceKey())) {
			case Outcome.Accepted accepted -> new Result("ACCEPTED", null, accepted.protectedDocuments());
			case Outcome.Refused refused -> new Result("REFUSED", this.words.sentence(refused.refusal()), false);
			case Outcome.AlreadyClaimed claimed -> new Result("ALREADY_CLAIMED", null, false);
		};
	}

}
