package io.estafette.diffusion.process;

import java.util.List;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.camunda.client.api.response.ActivatedJob;
import io.estafette.diffusion.FreeDiffusionId;
import io.estafette.diffusion.OpenFreeDiffusion;
import io.estafette.diffusion.process.FreeDiffusionVariables.Choice;
import io.estafette.organization.ActorId;
import io.estafette.organization.FindActor;
import io.estafette.organization.FindEmitters;
import io.estafette.platform.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Works the job open-free-diffusion. */
@Component
public class OpenFreeDiffusionWorker {

	public record Result(String opening, @Nullable String freeDiffusionId, @Nullable String uploadUrl,
			List<Choice> emitterChoices, @Nullable String refusal) {
	}

	private final FindActor findActor;

	private final OpenFreeDiffusion openFreeDiffusion;

	private final FindEmitters findEmitters;

	private final FormWords words;

	private final String baseUrl;

	OpenFreeDiffusionWorker(FindActor findActor, OpenFreeDiffusion openFreeDiffusion, FindEmitters findEmitters,
			FormWords words, @Value("${estafette.base-url}") String baseUrl) {
		this.findActor = findActor;
		this.openFreeDiffusion = openFreeDiffusion;
		this.findEmitters = findEmitters;
		this.words = words;
		this.baseUrl = baseUrl;
	}

	@JobWorker(type = "open-free-diffusion")
	public Result open(@Variable String login, ActivatedJob job) {
		try {
			ActorId author = this.findActor.hrUser(login);
			FreeDiffusionId id = this.openFreeDiffusion.inProcess(author, job.getProcessInstanceKey());
			List<Choice> emitters = this.findEmitters.of(author)
				.stream()
				.map((emitter) -> new Choice(emitter.node().name() + " (" + emitter.node().code() + ")",
						emitter.node().id().toString()))
				.toList();
			return new Result("OPENED", id.toString(), this.baseUrl + "/diffusions/libre/" + id + "/documents",
					emitters, null);
		}
		catch (Refusal refusal) {
			String opening = "UNKNOWN_LOGIN".equals(refusal.code()) ? "UNKNOWN_LOGIN" : "NO_RIGHT";
			return new Result(opening, null, null, List.of(), this.words.sentence(refusal));
		}
	}

}
