package io.estafette.directory;

import io.estafette.platform.Refusal;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Brings another employment of a person into the vault they already have: the invitation
 * proves the employment, the sign-in proves the vault.
 */
@Service
public class JoinAccount {

	private final UseInvitation useInvitation;

	JoinAccount(UseInvitation useInvitation) {
		this.useInvitation = useInvitation;
	}

	/**
	 * The invited employee's documents are in this vault from now on; the invitation is
	 * used up.
	 * @param owner who has just signed in
	 * @throws Refusal LINK_NOT_USABLE
	 */
	@Transactional
	public void with(String token, EmployeeSignIn owner) {
		this.useInvitation.into(token, this.useInvitation.check(token), owner.account());
	}

}
