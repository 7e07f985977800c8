package io.estafette.diffusion.process;

import java.util.List;
import java.util.Objects;

import io.estafette.diffusion.CreateRecipient;
import io.estafette.diffusion.FreeDiffusionId;
import io.estafette.diffusion.process.FreeDiffusionVariables.Choice;
import io.estafette.diffusion.process.FreeDiffusionVariables.NewRecipient;
import io.estafette.directory.CreateEmployee.NewEmployee;
import io.estafette.directory.CreateEmployee.Outcome;
import io.estafette.organization.ActorId;
import io.estafette.platform.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Creates the recipient that a form describes and puts the outcome into words (F4). */
@Component
class NewRecipients {

	/**
	 * What the form shows next.
	 *
	 * @param fields still to be corrected; null once there is nothing to correct
	 * @param hits the existing employee who is offered instead
	 */
	record Answer(@Nullable NewRecipient fields, List<Choice> hits, @Nullable String problem) {
	}

	private final CreateRecipient createRecipient;

	private final FormWords words;

	NewRecipients(CreateRecipient createRecipient, FormWords words) {
		this.createRecipient = createRecipient;
		this.words = words;
	}

	Answer create(FreeDiffusionId id, ActorId author, @Nullable NewRecipient fields) {
		NewRecipient person = Objects.requireNonNullElse(fields, new NewRecipient("", "", "", "", false, false));
		boolean confirmed = Boolean.TRUE.equals(person.emailConfirmed());
		try {
			Outcome outcome = this.createRecipient.of(id, author, new NewEmployee(text(person.lastName()),
					text(person.firstName()), text(person.matricule()), text(person.email()), confirmed));
			return switch (outcome) {
				case Outcome.Created created -> new Answer(null, List.of(), null);
				case Outcome.MatriculeTaken taken -> new Answer(null, List.of(this.words.hit(taken.existing())),
						this.words.message("diffusion.newRecipient.matriculeTaken", taken.existing().matricule()));
				case Outcome.EmailTaken taken -> new Answer(withEmailTaken(person), List.of(),
						this.words.message("diffusion.newRecipient.emailTaken", taken.matricule()));
			};
		}
		catch (Refusal refusal) {
			return new Answer(person, List.of(), this.words.sentence(refusal));
		}
	}

	private static NewRecipient withEmailTaken(NewRecipient person) {
		return new NewRecipient(person.lastName(), person.firstName(), person.matricule(), person.email(), false, true);
	}

	private static String text(@Nullable String value) {
		return Objects.requireNonNullElse(value, "");
	}

}
