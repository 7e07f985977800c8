package io.estafette.vault;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.estafette.directory.AccountId;
import io.estafette.document.DocumentId;
import io.estafette.document.DocumentType;
import io.estafette.organization.NodeId;
import io.estafette.signature.SignatureState;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * What lies in the vault of one account, of all the person's employments, newest first
 * (D3); the vault belongs to its employee alone (O8).
 */
@Service
public class FindVaultItems {

	/** How many items one page of the vault shows. */
	public static final int PAGE = 30;

	private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

	private static final String ITEMS = """
			select * from (
			  select d.id, d.number, d.document_id, doc.name, doc.type, d.node_id, b.name as employer, d.handed_over_at,
			    d.opened_at, doc.size, doc.pages,
			    case d.origin when 'CAMPAIGN' then (select own.name from deposit dep join document own
			      on own.id = dep.document_id where dep.id = d.deposit_id) end as brought_by,
			    coalesce((select a.sender_name from node_ancestor na join node a on a.id = na.ancestor_id
			      where na.node_id = n.id and a.sender_name is not null order by na.distance limit 1), n.name) as sender,
			    exists (select 1 from node_ancestor na join node a on a.id = na.ancestor_id
			      where na.node_id = n.id and a.logo is not null) as logo,
			    s.state as signature, s.expires_at as sign_before
			  from employee e
			  join delivery d on d.employee_id = e.id and d.handed_over_at is not null
			  join document doc on doc.id = d.document_id
			  join node n on n.id = d.node_id
			  join node b on b.id = e.brand_id
			  left join signature_request s on s.id = d.id
			  where e.account_id = :account
			) item where true
			""";

	private final JdbcClient jdbc;

	FindVaultItems(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Some items.
	 *
	 * @param next where the next page begins; null on the last one
	 */
	public record Page(List<VaultItem> items, VaultItem.@Nullable Cursor next) {
	}

	/** The first {@link #PAGE} items after the cursor that pass the filter. */
	public Page of(AccountId account, VaultFilter filter, VaultItem.@Nullable Cursor after) {
		Map<String, Object> values = new HashMap<>();
		List<VaultItem> items = this.jdbc
			.sql(ITEMS + conditions(filter, after, values) + " order by handed_over_at desc, number limit :limit")
			.params(values)
			.param("account", account.value())
			.param("limit", PAGE + 1)
			.query(FindVaultItems::map)
			.list();
		return (items.size() <= PAGE) ? new Page(items, null)
				: new Page(items.subList(0, PAGE), items.get(PAGE - 1).cursor());
	}

	/** One of them, if it is the account's. */
	public Optional<VaultItem> of(AccountId account, UUID delivery) {
		return this.jdbc.sql(ITEMS + "and id = :delivery")
			.param("account", account.value())
			.param("delivery", delivery)
			.query(FindVaultItems::map)
			.optional();
	}

	/** What waits for a signature, the most urgent first. */
	public List<VaultItem> toSign(AccountId account) {
		return this.jdbc.sql(ITEMS + "and signature = 'REQUESTED' order by sign_before, number limit :limit")
			.param("account", account.value())
			.param("limit", PAGE)
			.query(FindVaultItems::map)
			.list();
	}

	private static String conditions(VaultFilter filter, VaultItem.@Nullable Cursor after, Map<String, Object> values) {
		StringBuilder sql = new StringBuilder();
		if (filter.type() != null) {
			sql.append(" and type = :type");
			values.put("type", filter.type().name());
		}
		if (filter.year() != null) {
			int year = Math.clamp(filter.year(), 1970, 9998);
			sql.append(" and handed_over_at >= :from and handed_over_at < :until");
			values.put("from", newYear(year));
			values.put("until", newYear(year + 1));
		}
		if (filter.unread()) {
			sql.append(" and opened_at is null");
		}
		if (after != null) {
			sql.append(" and (handed_over_at < :after or (handed_over_at = :after and number > :afterNumber))");
			values.put("after", Timestamp.from(after.deliveredAt()));
			values.put("afterNumber", after.number());
		}
		for (String pattern : filter.patterns()) {
			String name = "word" + values.size();
			sql.append(" and searchable(name || ' ' || sender) like searchable(:").append(name).append(")");
			values.put(name, pattern);
		}
		return sql.toString();
	}

	private static Timestamp newYear(int year) {
		return Timestamp.from(LocalDate.of(year, 1, 1).atStartOfDay(PARIS).toInstant());
	}

	private static VaultItem map(ResultSet row, int number) throws SQLException {
		Instant deliveredAt = row.getTimestamp("handed_over_at").toInstant();
		return new VaultItem(row.getObject("id", UUID.class), new DocumentId(row.getObject("document_id", UUID.class)),
				row.getString("name"), DocumentType.valueOf(row.getString("type")),
				new NodeId(row.getObject("node_id", UUID.class)), row.getString("sender"), row.getBoolean("logo"),
				row.getString("employer"), deliveredAt, row.getTimestamp("opened_at") != null, row.getLong("size"),
				row.getInt("pages"), row.getString("brought_by"), signature(row), signBefore(row),
				new VaultItem.Cursor(deliveredAt, row.getLong("number")));
	}

	private static @Nullable SignatureState signature(ResultSet row) throws SQLException {
		String state = row.getString("signature");
		return (state != null) ? SignatureState.valueOf(state) : null;
	}

	private static @Nullable Instant signBefore(ResultSet row) throws SQLException {
		Timestamp time = row.getTimestamp("sign_before");
		return (time != null) ? time.toInstant() : null;
	}

}
