package io.estafette.organization;

import org.jspecify.annotations.Nullable;

/**
 * Who acts.
 *
 * @param login the login of an HR user or the code of a system
 * @param brand the only brand that a system may see; null for HR users, whose rights say
 * it
 */
public record Actor(ActorId id, Kind kind, String login, String name, @Nullable String email, @Nullable NodeId brand,
		boolean admin) {

	/** A person who signs in, or a payroll or HR system with an API key. */
	public enum Kind {

		HR_USER, SYSTEM

	}

}
