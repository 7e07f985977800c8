package io.estafette.delivery;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * The ledger lines of a source in pages, in the order in which they were prepared,
 * whoever asks: check rights first.
 */
@Service
public class ListDeliveries {

	/** Counting stops here (product.md section 6). */
	private static final int COUNTED = 10_000;

	/**
	 * Some lines.
	 *
	 * @param total how many there are, at most 10,000
	 * @param totalIsExact false when there are more
	 * @param next where the next page begins; null on the last one
	 */
	public record Page(List<Delivery> items, int total, boolean totalIsExact, @Nullable Long next) {
	}

	private record Numbered(long number, Delivery delivery) {
	}

	private final JdbcClient jdbc;

	ListDeliveries(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** The first lines of the source, for example a campaign, after the cursor. */
	public Page of(UUID source, @Nullable Long after, int limit) {
		List<Numbered> lines = this.jdbc.sql("""
				select d.*, e.matricule, doc.name
				from delivery d
				join employee e on e.id = d.employee_id
				join document doc on doc.id = d.document_id
				where d.source_id = ? and d.number > ?
				order by d.number limit ?
				""")
			.param(source)
			.param((after != null) ? after : -1L)
			.param(limit + 1)
			.query((row, number) -> new Numbered(row.getLong("number"), FindDeliveries.map(row, number)))
			.list();
		int total = this.jdbc
			.sql("select count(*) from (select 1 from delivery where source_id = ? limit " + (COUNTED + 1) + ") d")
			.param(source)
			.query(Integer.class)
			.single();
		return new Page(lines.stream().limit(limit).map(Numbered::delivery).toList(), Math.min(total, COUNTED),
				total <= COUNTED, (lines.size() > limit) ? lines.get(limit - 1).number() : null);
	}

}
