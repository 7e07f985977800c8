package io.estafette.organization;

import java.util.UUID;

import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.userdetails.User;

/**
 * An HR user who is signed in to the pages; authority ROLE_HR, for the platform's
 * administrator ROLE_ADMIN too.
 */
public class HrSignIn extends User {

	private final UUID actor;

	private final String name;

	HrSignIn(Actor actor, String passwordHash) {
		super(actor.login(), passwordHash, AuthorityUtils.createAuthorityList(
				actor.admin() ? new String[] { "ROLE_HR", "ROLE_ADMIN" } : new String[] { "ROLE_HR" }));
		this.actor = actor.id().value();
		this.name = actor.name();
	}

	/** Who acts. */
	public ActorId actor() {
		return new ActorId(this.actor);
	}

	/** The name that the pages show. */
	public String displayName() {
		return this.name;
	}

}
