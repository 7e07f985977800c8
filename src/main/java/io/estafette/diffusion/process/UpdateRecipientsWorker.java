package io.estafette.diffusion.process;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.VariablesAsType;
import io.estafette.diffusion.FreeDiffusionId;
import io.estafette.diffusion.SearchRecipients;
import io.estafette.diffusion.UpdateRecipients;
import io.estafette.diffusion.process.FreeDiffusionVariables.Choice;
import io.estafette.diffusion.process.FreeDiffusionVariables.NewRecipient;
import io.estafette.diffusion.process.FreeDiffusionVariables.Person;
import io.estafette.directory.EmployeeId;
import io.estafette.organization.ActorId;
import io.estafette.organization.FindActor;
import io.estafette.platform.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Works the job update-recipients. */
@Component
public class UpdateRecipientsWorker {

	public record Input(String freeDiffusionId, String login, @Nullable String query, @Nullable List<String> picked,
			@Nullable List<String> removed, @Nullable String matricules, @Nullable Boolean wholeAgency,
			@Nullable NewRecipient newRecipient, String step) {
	}

	public record Result(List<Choice> hits, List<Person> chosen, int recipientCount, @Nullable String recipientsProblem,
			@Nullable NewRecipient newRecipient, String query, List<String> picked, List<String> removed,
			String matricules, boolean wholeAgency, String step) {
	}

	private final FindActor findActor;

	private final UpdateRecipients updateRecipients;

	private final SearchRecipients searchRecipients;

	private final NewRecipients newRecipients;

	private final FormWords words;

	UpdateRecipientsWorker(FindActor findActor, UpdateRecipients updateRecipients, SearchRecipients searchRecipients,
			NewRecipients newRecipients, FormWords words) {
		this.findActor = findActor;
		this.updateRecipients = updateRecipients;
		this.searchRecipients = searchRecipients;
		this.newRecipients = newRecipients;
		this.words = words;
	}

	@JobWorker(type = "update-recipients")
	public Result update(@VariablesAsType Input input) {
		FreeDiffusionId id = new FreeDiffusionId(UUID.fromString(input.freeDiffusionId()));
		String query = Objects.requireNonNullElse(input.query(), "");
		List<Choice> hits = List.of();
		String problem = null;
		NewRecipient newRecipient = null;
		try {
			ActorId author = this.findActor.hrUser(input.login());
			List<String> notFound = this.updateRecipients
				.of(id, author, new UpdateRecipients.Change(ids(input.picked()), ids(input.removed()),
						Objects.requireNonNullElse(input.matricules(), ""), Boolean.TRUE.equals(input.wholeAgency())))
				.notFound();
			if (!notFound.isEmpty()) {
				problem = this.words.message("diffusion.matricules.notFound", notFound.size(),
						String.join(", ", notFound.subList(0, Math.min(20, notFound.size()))));
			}
			if ("CREATE".equals(input.step())) {
				NewRecipients.Answer answer = this.newRecipients.create(id, author, input.newRecipient());
				hits = answer.hits();
				problem = answer.problem();
				newRecipient = answer.fields();
			}
			if ("SEARCH".equals(input.step()) && !query.isBlank()) {
				hits = this.searchRecipients.of(id, author, query, FormWords.MOST_PEOPLE)
					.stream()
					.map(this.words::hit)
					.toList();
				if (hits.isEmpty() && problem == null) {
					problem = this.words.message("diffusion.search.nobody", query.strip());
				}
			}
		}
		catch (Refusal refusal) {
			problem = this.words.sentence(refusal);
		}
		FormWords.Chosen chosen = this.words.chosen(id);
		String step = input.step();
		if ("DOCUMENTS".equals(step) && (problem != null || chosen.count() == 0)) {
			step = "SEARCH";
			problem = (problem != null) ? problem
					: this.words.sentence(new Refusal(Refusal.Kind.INVALID, "NO_RECIPIENT"));
		}
		return new Result(hits, chosen.first(), chosen.count(), problem, newRecipient, query, List.of(), List.of(), "",
				false, step);
	}

	private static Collection<EmployeeId> ids(@Nullable List<String> values) {
		return (values != null) ? values.stream().map((value) -> new EmployeeId(UUID.fromString(value))).toList()
				: List.of();
	}

}
