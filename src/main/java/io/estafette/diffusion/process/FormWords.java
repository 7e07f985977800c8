package io.estafette.diffusion.process;

import java.util.List;
import java.util.Locale;

import io.estafette.directory.Employee;
import io.estafette.diffusion.FindRecipients;
import io.estafette.diffusion.FreeDiffusionId;
import io.estafette.diffusion.process.FreeDiffusionVariables.Choice;
import io.estafette.diffusion.process.FreeDiffusionVariables.Document;
import io.estafette.diffusion.process.FreeDiffusionVariables.Person;
import io.estafette.document.DocumentView;
import io.estafette.platform.Refusal;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** What the forms show, in the language of the Tasklist forms: French. */
@Component
class FormWords {

	/**
	 * Most people in a form's list: what a form needs, and no more personal data than
	 * that.
	 */
	static final int MOST_PEOPLE = 50;

	private final MessageSource messages;

	private final FindRecipients findRecipients;

	FormWords(MessageSource messages, FindRecipients findRecipients) {
		this.messages = messages;
		this.findRecipients = findRecipients;
	}

	String sentence(Refusal refusal) {
		return refusal.sentence(this.messages, Locale.FRENCH);
	}

	String message(String key, Object... arguments) {
		return this.messages.getMessage(key, arguments, Locale.FRENCH);
	}

	/** The recipients chosen so far: their number and the first of them. */
	Chosen chosen(FreeDiffusionId id) {
		FindRecipients.Recipients recipients = this.findRecipients.of(id, MOST_PEOPLE);
		return new Chosen(recipients.count(), recipients.first().stream().map(FormWords::person).toList());
	}

	record Chosen(int count, List<Person> first) {
	}

	Choice hit(Employee employee) {
		return new Choice(label(employee), employee.id().toString());
	}

	private static Person person(Employee employee) {
		return new Person(label(employee), employee.id().toString(), employee.lastName(), employee.firstName(),
				employee.matricule());
	}

	private static String label(Employee employee) {
		return employee.lastName().toUpperCase(Locale.FRENCH) + " " + employee.firstName() + " · "
				+ employee.matricule();
	}

	Document document(DocumentView document) {
		return new Document(document.name(), message("document.type." + document.type()), size(document.size()),
				document.pages());
	}

	private static String size(long bytes) {
		return (bytes < 1_000_000) ? "%d ko".formatted(Math.max(1, Math.round(bytes / 1000.0)))
				: String.format(Locale.FRENCH, "%.1f Mo", bytes / 1_000_000.0);
	}

}
