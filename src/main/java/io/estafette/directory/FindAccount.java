package io.estafette.directory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Finds a vault account by its login or id. */
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
			.query(FindAccount::map)
			.optional();
	}

	/** The account with this id. */
	public Optional<VaultAccount> byId(AccountId id) {
		return this.jdbc.sql("select * from vault_account where id = ?")
			.param(id.value())
			.query(FindAccount::map)
			.optional();
	}

	private static VaultAccount map(ResultSet row, int number) throws SQLException {
		return new VaultAccount(new AccountId(row.getObject("id", UUID.class)), row.getString("login"),
				row.getString("password"), Locale.forLanguageTag(row.getString("language")));
	}

}
