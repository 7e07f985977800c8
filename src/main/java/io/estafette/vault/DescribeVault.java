package io.estafette.vault;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.estafette.directory.AccountId;
import io.estafette.document.DocumentType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** What a vault holds in all, so that its page offers only filters that find (D3). */
@Service
public class DescribeVault {

	/**
	 * The whole vault.
	 *
	 * @param years in which something was handed over, newest first
	 * @param types that occur
	 * @param employers how many brands the person has employments in
	 */
	public record Summary(long items, long unread, List<Integer> years, Set<DocumentType> types, int employers) {
	}

	private final JdbcClient jdbc;

	DescribeVault(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** The vault of this account. */
	public Summary of(AccountId account) {
		record Group(int year, DocumentType type, long items, long unread) {
		}
		List<Group> groups = this.jdbc.sql("""
				select extract(year from d.handed_over_at at time zone 'Europe/Paris')::int as year, d.type,
				  count(*) as items, count(*) filter (where d.opened_at is null) as unread
				from employee e join delivery d on d.employee_id = e.id and d.handed_over_at is not null
				where e.account_id = ? group by 1, 2
				""")
			.param(account.value())
			.query((row, number) -> new Group(row.getInt(1), DocumentType.valueOf(row.getString(2)), row.getLong(3),
					row.getLong(4)))
			.list();
		Set<DocumentType> types = new TreeSet<>(groups.stream().map(Group::type).toList());
		int employers = this.jdbc.sql("select count(distinct brand_id) from employee where account_id = ?")
			.param(account.value())
			.query(Integer.class)
			.single();
		return new Summary(groups.stream().mapToLong(Group::items).sum(),
				groups.stream().mapToLong(Group::unread).sum(),
				groups.stream().map(Group::year).distinct().sorted((a, b) -> b - a).toList(), types, employers);
	}

}
