package io.estafette.directory;

import java.util.Locale;

import io.estafette.organization.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * An employee of a brand (product.md section 7: <i>salarié</i>).
 *
 * @param agency the agency or establishment the employee works for now
 * @param matricule unique within the brand
 * @param account the vault account, once the person has created it
 */
public record Employee(EmployeeId id, NodeId brand, NodeId agency, String matricule, String lastName, String firstName,
		String email, Locale language, @Nullable AccountId account) {

	/** First and last name, as in a letter. */
	public String fullName() {
		return this.firstName + " " + this.lastName;
	}

	/** Whether the person can already open the vault. */
	public boolean hasAccount() {
		return this.account != null;
	}

}
