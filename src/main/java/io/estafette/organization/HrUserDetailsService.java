package io.estafette.organization;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.stereotype.Component;

/** Lets active HR users sign in with their login. */
@Component
class HrUserDetailsService implements UserDetailsService {

	private final JdbcClient jdbc;

	HrUserDetailsService(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Override
	public UserDetails loadUserByUsername(String login) {
		return this.jdbc.sql("select * from actor where login = ? and kind = 'HR_USER' and active")
			.param(login)
			.query((row, number) -> new HrSignIn(ActorRows.map(row, number), row.getString("password")))
			.optional()
			.orElseThrow(() -> new UsernameNotFoundException("No such HR user"));
	}

}
