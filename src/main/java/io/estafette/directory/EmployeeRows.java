package io.estafette.directory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.UUID;

import io.estafette.organization.NodeId;
import org.jspecify.annotations.Nullable;

final class EmployeeRows {

	/**
	 * What {@link #map} needs: an account's language, chosen by the person, wins over
	 * payroll's.
	 */
	static final String SELECT = """
			select e.*, coalesce(v.language, e.language) as spoken
			from employee e left join vault_account v on v.id = e.account_id
			""";

	private EmployeeRows() {
	}

	static Employee map(ResultSet row, int number) throws SQLException {
		@Nullable UUID account = row.getObject("account_id", UUID.class);
		return new Employee(new EmployeeId(row.getObject("id", UUID.class)),
				new NodeId(row.getObject("brand_id", UUID.class)), new NodeId(row.getObject("agency_id", UUID.class)),
				row.getString("matricule"), row.getString("last_name"), row.getString("first_name"),
				row.getString("email"), Locale.forLanguageTag(row.getString("spoken")),
				(account != null) ? new AccountId(account) : null);
	}

}
