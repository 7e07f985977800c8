package io.estafette.account;

import java.util.Locale;
import java.util.UUID;

import io.estafette.organization.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who signs in with a password.
 *
 * @param id of the vault account or of the HR user
 * @param login what they sign in with
 * @param address where their mails go
 * @param name first and last name
 * @param agency in whose name an employee is written to; null for HR users, to whom the
 * platform writes
 */
public record Owner(UUID id, Kind kind, String login, String address, String name, Locale language,
		@Nullable NodeId agency) {

	/** Two kinds of people sign in. */
	public enum Kind {

		EMPLOYEE, HR_USER

	}

}
