package io.estafette.account;

import io.estafette.platform.Refusal;
import io.estafette.platform.security.Tokens;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Chooses a new password with the link of a mail. */
@Service
public class ResetPassword {

	private final FindPasswordLink findLink;

	private final SetPassword setPassword;

	private final JdbcClient jdbc;

	ResetPassword(FindPasswordLink findLink, SetPassword setPassword, JdbcClient jdbc) {
		this.findLink = findLink;
		this.setPassword = setPassword;
		this.jdbc = jdbc;
	}

	/**
	 * The owner of the link has this password from now on.
	 * @throws Refusal LINK_NOT_USABLE, PASSWORD_TOO_SHORT or PASSWORD_TOO_LONG
	 */
	@Transactional
	public void with(String token, String password) {
		// Of two clicks at once, the second finds the link used.
		this.jdbc.sql("select 1 from password_link where token_hash = ? for update")
			.param(Tokens.hash(token))
			.query(Integer.class)
			.optional();
		this.setPassword.of(
				this.findLink.byToken(token).orElseThrow(() -> new Refusal(Refusal.Kind.CONFLICT, "LINK_NOT_USABLE")),
				password);
	}

}
