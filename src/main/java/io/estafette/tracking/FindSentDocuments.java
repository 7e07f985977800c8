package io.estafette.tracking;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.estafette.delivery.DeliveryState;
import io.estafette.document.DocumentType;
import io.estafette.organization.ActorId;
import io.estafette.organization.FindEmitters;
import io.estafette.platform.StoredTime;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The global list <i>Documents</i>: who sent what to whom, when, and how far it is (F9),
 * newest first. An HR user sees the free diffusions of the emitters on which they hold a
 * DLx right (O8). As quick with a million lines as with a thousand: pages go on from
 * where the last one ended, and nothing is counted.
 */
@Service
public class FindSentDocuments {

	/** How many lines one page shows. */
	public static final int PAGE = 50;

	/**
	 * Up to this many emitters are looked through one by one, each newest first; more
	 * than that are so large a share of all that looking through everything is quicker.
	 */
	private static final int FEW_EMITTERS = 100;

	private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

	/**
	 * One line: one document for one person.
	 *
	 * @param send the free diffusion that it was part of
	 */
	public record Line(UUID delivery, UUID send, Instant preparedAt, String sender, String emitter, String recipient,
			String matricule, String document, DocumentType type, DeliveryState state, @Nullable String reason,
			@Nullable Instant deliveredAt, Cursor cursor) {
	}

	/**
	 * Some lines.
	 *
	 * @param next where the next page begins; null on the last one
	 */
	public record Page(List<Line> lines, @Nullable Cursor next) {
	}

	/** Where a page ends, for the next one to go on. */
	public record Cursor(Instant preparedAt, long number) {

		/** As part of an address. */
		@Override
		public String toString() {
			return this.preparedAt + "_" + this.number;
		}

		/** What {@link #toString} wrote; fails on anything else. */
		public static Cursor parse(String text) {
			String[] parts = text.split("_", 2);
			return new Cursor(StoredTime.parse(parts[0]), Long.parseLong(parts[1]));
		}

	}

	private final JdbcClient jdbc;

	private final FindEmitters findEmitters;

	FindSentDocuments(JdbcClient jdbc, FindEmitters findEmitters) {
		this.jdbc = jdbc;
		this.findEmitters = findEmitters;
	}

	/** The first {@link #PAGE} lines after the cursor that pass the filter. */
	@Transactional(readOnly = true)
	public Page of(ActorId reader, DocumentFilter filter, @Nullable Cursor after) {
		UUID[] emitters = this.findEmitters.of(reader)
			.stream()
			.map((emitter) -> emitter.node().id())
			.filter((emitter) -> filter.emitter() == null || filter.emitter().equals(emitter))
			.map((emitter) -> emitter.value())
			.toArray(UUID[]::new);
		if (emitters.length == 0) {
			return new Page(List.of(), null);
		}
		Map<String, Object> values = new HashMap<>();
		String conditions = conditions(filter, after, values);
		boolean oneByOne = emitters.length <= FEW_EMITTERS && !conditions.contains(" like ");
		// The best way to find depends on what is looked for.
		this.jdbc.sql("set local plan_cache_mode = force_custom_plan").update();
		List<Line> lines = this.jdbc.sql("""
				select d.id, d.source_id, d.number, d.prepared_at, a.name as sender, n.name as emitter, e.first_name,
				  e.last_name, e.matricule, doc.name as document, d.type, d.state, d.reason, d.handed_over_at
				from (%s) d
				join actor a on a.id = d.sender_id
				join node n on n.id = d.node_id
				join employee e on e.id = d.employee_id
				join document doc on doc.id = d.document_id
				order by d.prepared_at desc, d.number desc
				""".formatted((oneByOne ? """
				select l.* from unnest(:emitters) as v (id) cross join lateral (
				  select * from delivery d where d.origin = 'FREE_DIFFUSION' and d.node_id = v.id %s
				  order by d.prepared_at desc, d.number desc limit :limit
				) l order by l.prepared_at desc, l.number desc limit :limit
				""" : """
				select d.* from delivery d where d.origin = 'FREE_DIFFUSION' and d.node_id = any(:emitters) %s
				order by d.prepared_at desc, d.number desc limit :limit
				""").formatted(conditions)))
			.params(values)
			.param("emitters", emitters)
			.param("limit", PAGE + 1)
			.query(FindSentDocuments::map)
			.list();
		return (lines.size() <= PAGE) ? new Page(lines, null)
				: new Page(lines.subList(0, PAGE), lines.get(PAGE - 1).cursor());
	}

	/** Types and states are named in the text, so that indices of some states apply. */
	private static String conditions(DocumentFilter filter, @Nullable Cursor after, Map<String, Object> values) {
		StringBuilder sql = new StringBuilder();
		if (filter.type() != null) {
			sql.append(" and d.type = '").append(filter.type().name()).append("'");
		}
		if (filter.state() != null) {
			sql.append(" and d.state = '").append(filter.state().name()).append("'");
		}
		if (filter.sender() != null) {
			sql.append(" and d.sender_id = :sender");
			values.put("sender", filter.sender().value());
		}
		if (filter.from() != null) {
			sql.append(" and d.prepared_at >= :from");
			values.put("from", midnight(filter.from()));
		}
		if (filter.to() != null) {
			sql.append(" and d.prepared_at < :until");
			values.put("until", midnight(filter.to().plusDays(1)));
		}
		if (after != null) {
			sql.append(" and (d.prepared_at, d.number) < (:after, :afterNumber)");
			values.put("after", Timestamp.from(after.preparedAt()));
			values.put("afterNumber", after.number());
		}
		for (String pattern : SearchWords.patterns(filter.search())) {
			String name = "word" + values.size();
			sql.append(" and d.search like searchable(:").append(name).append(")");
			values.put(name, pattern);
		}
		return sql.toString();
	}

	private static Timestamp midnight(LocalDate day) {
		return Timestamp.from(day.atStartOfDay(PARIS).toInstant());
	}

	private static Line map(ResultSet row, int number) throws SQLException {
		Instant preparedAt = row.getTimestamp("prepared_at").toInstant();
		return new Line(row.getObject("id", UUID.class), row.getObject("source_id", UUID.class), preparedAt,
				row.getString("sender"), row.getString("emitter"),
				row.getString("first_name") + " " + row.getString("last_name"), row.getString("matricule"),
				row.getString("document"), DocumentType.valueOf(row.getString("type")),
				DeliveryState.valueOf(row.getString("state")), row.getString("reason"),
				StoredTime.of(row, "handed_over_at"), new Cursor(preparedAt, row.getLong("number")));
	}

}
