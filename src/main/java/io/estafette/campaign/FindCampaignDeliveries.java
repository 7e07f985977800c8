package io.estafette.campaign;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.estafette.delivery.DeliveryState;
import io.estafette.delivery.Signing;
import io.estafette.document.DocumentType;
import io.estafette.organization.ActorId;
import io.estafette.platform.Refusal;
import io.estafette.platform.StoredTime;
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

	/** As many lines are looked up one by one. */
	private static final int FEW = 1_000;

	private static final String OF_CAMPAIGN = "l.source_id = :campaign and l.origin = 'CAMPAIGN'";

	/** What is shown beside a line. */
	private static final String NAMES = """
			join employee e on e.id = l.employee_id
			join node n on n.id = l.node_id
			join document doc on doc.id = l.document_id
			join hand_over h on h.id = l.hand_over_id
			""";

	/** The agencies that the lines name, each found by one look into the index. */
	private static final String AGENCIES = """
			select n.id, (searchable(n.name) collate "C") as key from (
			  with recursive agency (id) as (
			    (select l.node_id from delivery l where l.source_id = :campaign and l.origin = 'CAMPAIGN'
			    order by l.node_id limit 1)
			    union all
			    select (select l.node_id from delivery l where l.source_id = :campaign and l.origin = 'CAMPAIGN'
			      and l.node_id > a.id order by l.node_id limit 1)
			    from agency a where a.id is not null
			  ) select id from agency
			) a join node n on n.id = a.id
			""";

	private static final String DOCUMENTS = """
			select doc.id, (searchable(doc.name) collate "C") as key
			from campaign_document cd join document doc on doc.id = cd.document_id where cd.campaign_id = :campaign
			""";

	private static final String CATCH_UP = """
			 and exists (select 1 from hand_over h where h.id = l.hand_over_id and h.source_kind = 'CAMPAIGN')
			""";

	/** What brought the documents to a person: a deposit, at once or by the catch-up. */
	public enum Trigger {

		PAYSLIP, CONTRACT, CATCH_UP

	}

	/** What the list can be sorted by. */
	public enum Sort {

		/** The order in which the lines were prepared: stable, for systems. */
		PREPARED("l.number"),

		DATE("coalesce(l.handed_over_at, l.prepared_at)"), NAME("(l.search collate \"C\")"),
		MATRICULE("(l.matricule_key collate \"C\")"),
		DOCUMENT("(searchable(doc.name) collate \"C\")", "l.document_id", DOCUMENTS),
		AGENCY("(searchable(n.name) collate \"C\")", "l.node_id", AGENCIES), TRIGGER("l.brought_by"), STATE("l.state");

		private final String key;

		/** What has the name that is sorted by, where that can change or is long. */
		private final @Nullable String column;

		private final @Nullable String groups;

		Sort(String key) {
			this(key, null, null);
		}

		Sort(String key, @Nullable String column, @Nullable String groups) {
			this.key = key;
			this.column = column;
			this.groups = groups;
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
	 * @param trigger PAYSLIP or CONTRACT
	 * @param catchUp whether that was deposited before the campaign could serve it
	 * @param reason why it failed
	 */
	public record Line(UUID id, String matricule, String firstName, String lastName, String agencyCode, String agency,
			Trigger trigger, boolean catchUp, String document, UUID documentId, DocumentType type, DeliveryState state,
			@Nullable String reason, @Nullable Instant deliveredAt, @Nullable Instant notifiedAt,
			@Nullable Instant openedAt, @Nullable Instant signedAt, Signing signing, long number) {
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
		// The best way to find depends on what is looked for.
		this.jdbc.sql("set local plan_cache_mode = force_custom_plan").update();
		Map<String, Object> values = new HashMap<>(Map.of("campaign", id.value(), "limit", limit + 1));
		String conditions = conditions(query, values);
		if (after != null) {
			values.put("key",
					key(id, query, after).orElseThrow(() -> new Refusal(Refusal.Kind.INVALID, "CURSOR_INVALID")));
			values.put("after", after);
		}
		String direction = query.descending() ? " desc" : "";
		// Names are looked up for the lines of the page alone.
		List<Line> lines = this.jdbc
			.sql("select l.*, e.matricule, e.first_name, e.last_name, n.code, n.name as agency, "
					+ "doc.name as document, h.source_kind = 'CAMPAIGN' as catch_up, " + Signing.COLUMNS + " from ("
					+ ((query.sort().groups != null) ? byGroup(query, conditions, after != null)
							: byKey(query, conditions, after != null))
					+ ") l " + NAMES + Signing.JOIN + " order by l.key" + direction + ", l.number" + direction)
			.params(values)
			.query(FindCampaignDeliveries::map)
			.list();
		int total = total(id);
		return new Page(lines.stream().limit(limit).toList(), Math.min(total, COUNTED), total <= COUNTED,
				(lines.size() > limit) ? lines.get(limit - 1).number() : null);
	}

	/** Along an index that has the lines in this order. */
	private static String byKey(Query query, String conditions, boolean goesOn) {
		String direction = query.descending() ? " desc" : "";
		return "select l.*, " + query.sort().key + " as key from delivery l where " + OF_CAMPAIGN + conditions
				+ (goesOn ? " and (%s, l.number) %s (:key, :after)".formatted(query.sort().key,
						query.descending() ? "<" : ">") : "")
				+ " order by " + query.sort().key + direction + ", l.number" + direction + " limit :limit";
	}

	/** Group by group in the order of their names, a page at most of each. */
	private static String byGroup(Query query, String conditions, boolean goesOn) {
		String direction = query.descending() ? " desc" : "";
		String sign = query.descending() ? "<" : ">";
		return "select l.*, g.key from (" + query.sort().groups
				+ ") g cross join lateral (select l.* from delivery l where " + OF_CAMPAIGN + " and "
				+ query.sort().column + " = g.id" + conditions
				+ (goesOn ? " and l.number %s case when g.key = :key then :after else %d end".formatted(sign,
						query.descending() ? Long.MAX_VALUE : 0) : "")
				+ " order by l.number" + direction + " limit :limit) l"
				+ (goesOn ? " where g.key %s= :key".formatted(sign) : "") + " order by g.key" + direction + ", l.number"
				+ direction + " limit :limit";
	}

	/**
	 * How many lines the campaign has; beyond 10,000, any greater number. What was handed
	 * over is counted already; only the others are counted here.
	 */
	private int total(CampaignId id) {
		return this.jdbc.sql("""
				select least(:most, f.handed_over + (select count(*) from (
				  select 1 from delivery l where l.source_id = c.id and l.origin = 'CAMPAIGN'
				  and l.state in ('PREPARING', 'FAILED') and l.handed_over_at is null limit :most) others))
				from campaign c
				""" + CampaignFigures.OF_CAMPAIGN + """
				where c.id = :campaign
				""").param("campaign", id.value()).param("most", COUNTED + 1).query(Integer.class).single();
	}

	/** What the line where the last page ended is sorted by. */
	private Optional<Object> key(CampaignId id, Query query, long number) {
		return this.jdbc
			.sql("select " + query.sort().key + " from delivery l " + NAMES + " where " + OF_CAMPAIGN
					+ " and l.number = :number")
			.param("campaign", id.value())
			.param("number", number)
			.query((row, place) -> row.getObject(1))
			.optional();
	}

	private String conditions(Query query, Map<String, Object> values) {
		StringBuilder sql = new StringBuilder();
		if (query.state() != null) {
			sql.append(" and l.state = '").append(query.state().name()).append("'");
		}
		if (query.agency() != null) {
			sql.append(" and l.node_id = :agency");
			values.put("agency", query.agency());
		}
		if (query.trigger() == Trigger.CATCH_UP) {
			sql.append(CATCH_UP);
		}
		else if (query.trigger() != null) {
			sql.append(" and l.brought_by = '").append(query.trigger().name()).append("'");
		}
		return sql.append(found(query.search(), values)).toString();
	}

	/**
	 * Lines with all words: if they are few, those found in the index by name, which
	 * holds all that is needed; if they are many, a page of them is met soon.
	 */
	private String found(String search, Map<String, Object> values) {
		StringBuilder like = new StringBuilder();
		for (String word : words(search)) {
			String name = "word" + values.size();
			like.append(" and l.search like searchable(:").append(name).append(")");
			values.put(name, "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%");
		}
		if (like.isEmpty()) {
			return "";
		}
		List<Long> numbers = this.jdbc
			.sql("select l.number from delivery l where " + OF_CAMPAIGN + like + " limit " + (FEW + 1))
			.params(values)
			.query(Long.class)
			.list();
		if (numbers.size() > FEW) {
			return like.toString();
		}
		values.put("found", numbers.toArray(Long[]::new));
		return " and l.number = any(:found)";
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
				Trigger.valueOf(row.getString("brought_by")), row.getBoolean("catch_up"), row.getString("document"),
				row.getObject("document_id", UUID.class), DocumentType.valueOf(row.getString("type")),
				DeliveryState.valueOf(row.getString("state")), row.getString("reason"),
				StoredTime.of(row, "handed_over_at"), StoredTime.of(row, "notified_at"),
				StoredTime.of(row, "opened_at"), StoredTime.of(row, "signed_at"), Signing.of(row),
				row.getLong("number"));
	}

}
