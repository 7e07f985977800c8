package io.estafette.directory;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Finds the vault account that a login belongs to. */
@Service
public class FindAccount {

	private final JdbcClient jdbc;

	FindAccount(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** The account with this mail address, upper and lower case alike. */
	public Optional<VaultAccount> byLogin(String login) {
		return this.jdbc.sql("select * from vault_account where login = lower(?)")
			.param(login)
			.query((row, number) -> new VaultAccount(new AccountId(row.getObject("id", UUID.class)),
					row.getString("login"), row.getString("password"),
					Locale.forLanguageTag(row.getString("language"))))
			.optional();
	}

}
