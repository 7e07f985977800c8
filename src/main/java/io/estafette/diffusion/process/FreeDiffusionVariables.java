package io.estafette.diffusion.process;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The variables of the process free-diffusion.
 *
 * @param login who sends, when it was started in Tasklist
 * @param freeDiffusionId the row that holds everything else
 * @param uploadUrl the page on which documents are added
 * @param opening OPENED, NO_RIGHT or UNKNOWN_LOGIN
 * @param emitterChoices the emitters that the sender can choose
 * @param preparation what the forms show and ask; lives only while the send is prepared
 * @param decision SEND or ABANDON
 * @param validation ACCEPTED, REFUSED or ALREADY_CLAIMED
 * @param refusal why nothing was sent, in words
 * @param protectedDocuments whether there is something to seal
 * @param handOverIds whom to serve one by one
 * @param chunks numbers of the chunks of a large send
 * @param largeSend whether the recipients are served in chunks
 * @param outcome COMPLETED or COMPLETED_WITH_FAILURES
 */
public record FreeDiffusionVariables(@Nullable String login, String freeDiffusionId, String uploadUrl, String opening,
		List<Choice> emitterChoices, Preparation preparation, String decision, String validation,
		@Nullable String refusal, boolean protectedDocuments, List<String> handOverIds, List<Integer> chunks,
		boolean largeSend, String outcome) {

	/** An entry of a list in a form. */
	public record Choice(String label, String value) {
	}

	/**
	 * What the forms of the preparation show and ask; each of its tasks sees the parts it
	 * needs as variables of its own.
	 *
	 * @param turn one more after every task
	 * @param emitter the id of the chosen emitter
	 * @param query the search text for recipients
	 * @param hits at most 50 employees found
	 * @param picked those of the hits that were ticked: employee ids
	 * @param chosen the first 50 recipients
	 * @param removed those to take out again: employee ids
	 * @param matricules a pasted list
	 * @param wholeAgency whether everybody at the emitter is added
	 * @param newRecipient an employee to be created
	 * @param step where the user wants to go next
	 * @param emitterProblem what is wrong, in words; likewise the other two
	 */
	public record Preparation(int turn, @Nullable String emitter, @Nullable String emitterProblem,
			@Nullable String query, List<Choice> hits, @Nullable List<String> picked, List<Person> chosen,
			@Nullable List<String> removed, @Nullable String matricules, @Nullable Boolean wholeAgency,
			@Nullable NewRecipient newRecipient, int recipientCount, @Nullable String recipientsProblem,
			@Nullable String documentsProblem, List<Document> documents, @Nullable Summary summary, String step) {
	}

	/** A recipient in a form's table and in its list of those to remove. */
	public record Person(String label, String value, String lastName, String firstName, String matricule) {
	}

	/**
	 * The fields of a recipient to be created, until that is done.
	 *
	 * @param emailTaken whether the form asks to confirm the address
	 */
	public record NewRecipient(@Nullable String lastName, @Nullable String firstName, @Nullable String matricule,
			@Nullable String email, @Nullable Boolean emailConfirmed, @Nullable Boolean emailTaken) {
	}

	/** A document in a form's table, as words. */
	public record Document(String name, String type, String size, int pages) {
	}

	/** What is about to be sent, in figures and words. */
	public record Summary(String emitter, int recipients, int mails, int sealed, String warnings) {
	}

}
