package io.estafette.directory;

import java.util.UUID;

import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.userdetails.User;

/**
 * The owner of a vault account who is signed in to the pages; authority ROLE_EMPLOYEE.
 */
public class EmployeeSignIn extends User {

	private final UUID account;

	EmployeeSignIn(VaultAccount account) {
		super(account.login(), account.passwordHash(), AuthorityUtils.createAuthorityList("ROLE_EMPLOYEE"));
		this.account = account.id().value();
	}

	/** Whose vault it is. */
	public AccountId account() {
		return new AccountId(this.account);
	}

}
