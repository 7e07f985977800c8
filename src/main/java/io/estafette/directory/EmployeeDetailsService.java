package io.estafette.directory;

import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.stereotype.Component;

/** Lets employees sign in with the mail address of their vault account. */
@Component
class EmployeeDetailsService implements UserDetailsService {

	private final FindAccount findAccount;

	EmployeeDetailsService(FindAccount findAccount) {
		this.findAccount = findAccount;
	}

	@Override
	public UserDetails loadUserByUsername(String login) {
		return this.findAccount.byLogin(login)
			.map(EmployeeSignIn::new)
			.orElseThrow(() -> new UsernameNotFoundException("No such account"));
	}

}
