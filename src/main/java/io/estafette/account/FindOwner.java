package io.estafette.account;

import java.util.Optional;
import java.util.UUID;

import io.estafette.directory.AccountId;
import io.estafette.directory.Employee;
import io.estafette.directory.FindAccount;
import io.estafette.directory.FindEmployees;
import io.estafette.directory.VaultAccount;
import io.estafette.organization.Actor;
import io.estafette.organization.ActorId;
import io.estafette.organization.FindActor;
import io.estafette.organization.FindUserLanguage;
import org.springframework.stereotype.Service;

/** Finds who signs in with a login: an active HR user, or the owner of a vault. */
@Service
public class FindOwner {

	private final FindActor findActor;

	private final FindUserLanguage findLanguage;

	private final FindAccount findAccount;

	private final FindEmployees findEmployees;

	FindOwner(FindActor findActor, FindUserLanguage findLanguage, FindAccount findAccount,
			FindEmployees findEmployees) {
		this.findActor = findActor;
		this.findLanguage = findLanguage;
		this.findAccount = findAccount;
		this.findEmployees = findEmployees;
	}

	/** The owner of this login, if there is one. */
	public Optional<Owner> byLogin(String login) {
		return this.findActor.byLogin(login)
			.flatMap(this::of)
			.or(() -> this.findAccount.byLogin(login).flatMap(this::of));
	}

	/** The owner with this id, if there still is one. */
	public Optional<Owner> byId(UUID id) {
		return this.findActor.byId(new ActorId(id))
			.flatMap(this::of)
			.or(() -> this.findAccount.byId(new AccountId(id)).flatMap(this::of));
	}

	private Optional<Owner> of(Actor actor) {
		return Optional.ofNullable(actor.email())
			.filter((address) -> actor.kind() == Actor.Kind.HR_USER)
			.map((address) -> new Owner(actor.id().value(), Owner.Kind.HR_USER, actor.login(), address, actor.name(),
					this.findLanguage.of(actor.id()), null));
	}

	private Optional<Owner> of(VaultAccount account) {
		return this.findEmployees.byAccount(account.id())
			.stream()
			.findFirst()
			.map((Employee employee) -> new Owner(account.id().value(), Owner.Kind.EMPLOYEE, account.login(),
					account.login(), employee.fullName(), account.language(), employee.agency()));
	}

}
