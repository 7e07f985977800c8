package io.estafette.sealing;

/**
 * Who signs a document (D4).
 *
 * @param matricule how the organisation tells them from others
 * @param organisation for whom they work
 */
public record Signatory(String firstName, String lastName, String matricule, String organisation) {

	/** First and last name. */
	public String fullName() {
		return this.firstName + " " + this.lastName;
	}

}
