package io.estafette.diffusion.process;

import io.estafette.organization.Actor;
import io.estafette.organization.ActorId;
import io.estafette.organization.FindActor;
import io.estafette.platform.Refusal;
import org.springframework.stereotype.Component;

/**
 * Who a login is: the one to whom the user task that has just been completed was
 * assigned.
 */
@Component
class Authors {

	private final FindActor findActor;

	Authors(FindActor findActor) {
		this.findActor = findActor;
	}

	ActorId author(String login) {
		return this.findActor.byLogin(login)
			.filter((actor) -> actor.kind() == Actor.Kind.HR_USER)
			.orElseThrow(() -> new Refusal(Refusal.Kind.FORBIDDEN, "UNKNOWN_LOGIN"))
			.id();
	}

}
