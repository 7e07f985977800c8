package io.estafette.campaign;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.estafette.delivery.DeliveryState;
import io.estafette.document.DocumentType;
import io.estafette.organization.ActorId;
import io.estafette.platform.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who received what of a campaign, when and through what, for those who may run campaigns
 * for its target (C14). Pages go on from where the last one ended.
 */
@Service
public class FindCampaignDeliveries {

	/** Longest search text, in characters; what comes after is ignored. */
	public static final int LONGEST_SEARCH = 100;

	private static final int MOST_WORDS = 8;

	/** Counting stops here (product.md section 6). */
	private static final int COUNTED = 10_000;

	private static final String CAMPAIGN_LINES = """
			from delivery l
			join hand_over h on h.id = l.hand_over_id
			join employee e on e.id = l.employee_id
			join node n on n.id = l.node_id
			join document doc on doc.id = l.document_id
			left join deposit dep on dep.id = l.deposit_id
			where l.source_id = :campaign and l.origin = 'CAMPAIGN'
			""";

	private static final String TRIGGER = "case when h.source_kind = 'CAMPAIGN' then 'CATCH_UP' else dep.kind end";

	/** What brought the documents to a person. */
	public enum Trigger {

		PAYSLIP, CONTRACT, CATCH_UP

	}

	/** What the list can be sorted by. */
	public enum Sort {

		/** The order in which the lines were prepared: stable, for systems. */
		PREPARED("l.number"),

		DATE("coalesce(l.handed_over_at, l.prepared_at)"), NAME("(l.search collate \"C\")"),
		MATRICULE("(searchable(e.matricule) collate \"C\")"), DOCUMENT("(searchable(doc.name) collate \"C\")"),
		AGENCY("(searchable(n.name) collate \"C\")"), TRIGGER("(" + FindCampaignDeliveries.TRIGGER + ")"),
		STATE("l.state");

		private final String key;

		Sort(String key) {
			this.key = key;
		}

	}

	/**
	 * What is looked for; what is null or empty does not narrow.
	 *
	 * @param search words that are all found in the name, the matricule or the document's
	 * name, accents and case ignored
	 */
	public record Query(String search, @Nullable DeliveryState state, @Nullable UUID agency, @Nullable Trigger trigger,
			Sort sort, boolean descending) {

		/** Everything, in the order for systems. */
		public static Query all() {
			return new Query("", null, null, null, Sort.PREPARED, false);
		}

		/** Whether it leaves anything out. */
		public boolean isNarrow() {
			return !this.search.isBlank() || this.state != null || this.agency != null || this.trigger != null;
		}

	}

	/**
	 * One document for one person.
	 *
	 * @param reason why it failed
	 */
	public record Line(UUID id, String matricule, String firstName, String lastName, String agencyCode, String agency,
			Trigger trigger, String document, UUID documentId, DocumentType type, DeliveryState state,
			@Nullable String reason, @Nullable Instant deliveredAt, @Nullable Instant notifiedAt,
			@Nullable Instant openedAt, @Nullable Instant signedAt, long number) {
	}

	/**
	 * Some lines.
	 *
	 * @param total how many lines the campaign has, at most 10,000
	 * @param totalIsExact false when there are more
	 * @param next where the next page begins; null on the last one
	 */
	public record Page(List<Line> items, int total, boolean totalIsExact, @Nullable Long next) {
	}

	private final CampaignAccess access;

	private final JdbcClient jdbc;

	FindCampaignDeliveries(CampaignAccess access, JdbcClient jdbc) {
		this.access = access;
		this.jdbc = jdbc;
	}

	/**
	 * The first lines after the cursor.
	 * @throws Refusal NOT_FOUND; CURSOR_INVALID for a place that this campaign never had
	 */
	@Transactional(readOnly = true)
	public Page of(CampaignId id, ActorId actor, Query query, @Nullable Long after, int limit) {
		this.access.visible(id, actor);
		Map<String, Object> values = new HashMap<>(Map.of("campaign", id.value()));
		String conditions = conditions(query, values);
		if (after != null) {
			Object key = key(id, query, after).orElseThrow(() -> new Refusal(Refusal.Kind.INVALID, "CURSOR_INVALID"));
			conditions += " and (%s, l.number) %s (:key, :after)".formatted(query.sort().key,
					query.descending() ? "<" : ">");
			values.put("key", key);
			values.put("after", after);
		}
		String direction = query.descending() ? " desc" : "";
		// The best way to find depends on what is looked for.
		this.jdbc.sql("set local plan_cache_mode = force_custom_plan").update();
		List<Line> lines = this.jdbc
			.sql("select l.*, e.matricule, e.first_name, e.last_name, n.code, n.name as agency, doc.name as document, "
					+ TRIGGER + " as brought_by " + CAMPAIGN_LINES + conditions + " order by " + query.sort().key
					+ direction + ", l.number" + direction + " limit :limit")
			.params(values)
			.param("limit", limit + 1)
			.query(FindCampaignDeliveries::map)
			.list();
		int total = this.jdbc
			.sql("select count(*) from (select 1 from delivery where source_id = ? limit " + (COUNTED + 1) + ") d")
			.param(id.value())
			.query(Integer.class)
			.single();
		return new Page(lines.stream().limit(limit).toList(), Math.min(total, COUNTED), total <= COUNTED,
				(lines.size() > limit) ? lines.get(limit - 1).number() : null);
	}

	/** What the line where the last page ended is sorted by. */
	private Optional<Object> key(CampaignId id, Query query, long number) {
		return this.jdbc.sql("select " + query.sort().key + " " + CAMPAIGN_LINES + " and l.number = :number")
			.param("campaign", id.value())
			.param("number", number)
			.query((row, place) -> row.getObject(1))
			.optional();
	}

	private static String conditions(Query query, Map<String, Object> values) {
		StringBuilder sql = new StringBuilder();
		if (query.state() != null) {
			sql.append(" and l.state = '").append(query.state().name()).append("'");
		}
		if (query.agency() != null) {
			sql.append(" and l.node_id = :agency");
			values.put("agency", query.agency());
		}
		if (query.trigger() != null) {
			sql.append(" and ").append(TRIGGER).append(" = '").append(query.trigger().name()).append("'");
		}
		for (String word : words(query.search())) {
			String name = "word" + values.size();
			sql.append(" and l.search like searchable(:").append(name).append(")");
			values.put(name, "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%");
		}
		return sql.toString();
	}

	private static List<String> words(String search) {
		return Arrays.stream(
				search.substring(0, Math.min(search.length(), LONGEST_SEARCH)).replace("\0", "").strip().split("\\s+"))
			.filter((word) -> !word.isEmpty())
			.limit(MOST_WORDS)
			.toList();
	}

	private static Line map(ResultSet row, int place) throws SQLException {
		return new Line(row.getObject("id", UUID.class), row.getString("matricule"), row.getString("first_name"),
				row.getString("last_name"), row.getString("code"), row.getString("agency"),
				Trigger.valueOf(row.getString("brought_by")), row.getString("document"),
				row.getObject("document_id", UUID.class), DocumentType.valueOf(row.getString("type")),
				DeliveryState.valueOf(row.getString("state")), row.getString("reason"), at(row, "handed_over_at"),
				at(row, "notified_at"), at(row, "opened_at"), at(row, "signed_at"), row.getLong("number"));
	}

	private static @Nullable Instant at(ResultSet row, String column) throws SQLException {
		@Nullable Timestamp at = row.getTimestamp(column);
		return (at != null) ? at.toInstant() : null;
	}

}
