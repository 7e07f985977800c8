package io.estafette.diffusion.process;

import java.util.List;
import java.util.UUID;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.estafette.diffusion.ChooseEmitter;
import io.estafette.diffusion.FreeDiffusionId;
import io.estafette.diffusion.process.FreeDiffusionVariables.Choice;
import io.estafette.diffusion.process.FreeDiffusionVariables.Person;
import io.estafette.organization.FindActor;
import io.estafette.organization.NodeId;
import io.estafette.platform.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Works the job choose-emitter. */
@Component
public class ChooseEmitterWorker {

	public record Result(@Nullable String emitterProblem, List<Choice> hits, List<Person> chosen, int recipientCount) {
	}

	private final FindActor findActor;

	private final ChooseEmitter chooseEmitter;

	private final FormWords words;

	ChooseEmitterWorker(FindActor findActor, ChooseEmitter chooseEmitter, FormWords words) {
		this.findActor = findActor;
		this.chooseEmitter = chooseEmitter;
		this.words = words;
	}

	@JobWorker(type = "choose-emitter")
	public Result choose(@Variable String freeDiffusionId, @Variable String login, @Variable @Nullable String emitter) {
		FreeDiffusionId id = new FreeDiffusionId(UUID.fromString(freeDiffusionId));
		String problem = null;
		try {
			if (emitter == null) {
				throw new Refusal(Refusal.Kind.INVALID, "NO_EMITTER");
			}
			this.chooseEmitter.of(id, this.findActor.hrUser(login), new NodeId(UUID.fromString(emitter)));
		}
		catch (Refusal refusal) {
			problem = this.words.sentence(refusal);
		}
		FormWords.Chosen chosen = this.words.chosen(id);
		return new Result(problem, List.of(), chosen.first(), chosen.count());
	}

}
