package io.estafette.vault;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.estafette.directory.AccountId;
import io.estafette.document.DocumentId;
import io.estafette.document.DocumentType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * What lies in the vault of one account, newest first (D3); the vault belongs to its
 * employee alone (O8).
 */
@Service
public class FindVaultItems {

	/** How many items one page of the vault shows. */
	public static final int PAGE = 50;

	private static final String ITEMS = """
			select d.id, d.document_id, doc.name, doc.type, n.name as sender, d.handed_over_at, d.opened_at,
			  doc.size, doc.pages
			from employee e
			join delivery d on d.employee_id = e.id and d.handed_over_at is not null
			join document doc on doc.id = d.document_id
			join hand_over h on h.id = d.hand_over_id
			join node n on n.id = h.node_id
			where e.account_id = :account
			""";

	private final JdbcClient jdbc;

	FindVaultItems(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * One page, counted from 0; one item more than {@link #PAGE} says that there is a
	 * next page.
	 */
	public List<VaultItem> of(AccountId account, int page) {
		return this.jdbc.sql(ITEMS + "order by d.handed_over_at desc, d.position, d.id limit :limit offset :offset")
			.param("account", account.value())
			.param("limit", PAGE + 1)
			.param("offset", page * PAGE)
			.query(FindVaultItems::map)
			.list();
	}

	/** One of them, if it is the account's. */
	public Optional<VaultItem> of(AccountId account, UUID delivery) {
		return this.jdbc.sql(ITEMS + "and d.id = :delivery")
			.param("account", account.value())
			.param("delivery", delivery)
			.query(FindVaultItems::map)
			.optional();
	}

	private static VaultItem map(ResultSet row, int number) throws SQLException {
		return new VaultItem(row.getObject("id", UUID.class), new DocumentId(row.getObject("document_id", UUID.class)),
				row.getString("name"), DocumentType.valueOf(row.getString("type")), row.getString("sender"),
				row.getTimestamp("handed_over_at").toInstant(), row.getTimestamp("opened_at") != null,
				row.getLong("size"), row.getInt("pages"));
	}

}
