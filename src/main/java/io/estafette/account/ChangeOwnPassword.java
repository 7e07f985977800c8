package io.estafette.account;

import io.estafette.platform.Refusal;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Somebody who is signed in chooses another password, and proves it with the old one. */
@Service
public class ChangeOwnPassword {

	private final FindOwner findOwner;

	private final AuthenticationManager signIn;

	private final SetPassword setPassword;

	ChangeOwnPassword(FindOwner findOwner, AuthenticationManager signIn, SetPassword setPassword) {
		this.findOwner = findOwner;
		this.signIn = signIn;
		this.setPassword = setPassword;
	}

	/**
	 * From now on the password is the new one.
	 * @throws Refusal WRONG_PASSWORD, PASSWORD_GUESSED after too many wrong ones,
	 * PASSWORD_TOO_SHORT or PASSWORD_TOO_LONG
	 */
	@Transactional
	public void of(String login, String old, String password) {
		Owner owner = this.findOwner.byLogin(login).orElseThrow(Refusal::notFound);
		try {
			this.signIn.authenticate(UsernamePasswordAuthenticationToken.unauthenticated(login, old));
		}
		catch (LockedException ex) {
			throw new Refusal(Refusal.Kind.TOO_MANY, "PASSWORD_GUESSED");
		}
		catch (AuthenticationException ex) {
			throw new Refusal(Refusal.Kind.INVALID, "WRONG_PASSWORD");
		}
		this.setPassword.of(owner, password);
	}

}
