package io.estafette.tracking;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.estafette.organization.ActorId;
import io.estafette.organization.FindCampaignTargets;
import io.estafette.organization.FindEmitters;
import io.estafette.organization.NodeId;
import io.estafette.platform.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who should have received something at a node and did not, and why (C12): for those who
 * may run campaigns there. Page by page, each page bounded.
 */
@Service
public class FindUnreached {

	/** How many one page shows. */
	public static final int PAGE = 50;

	/** How many deposits one page looks at. */
	private static final int LOOKED_AT = 1_000;

	private static final Duration RECENT = Duration.ofDays(31);

	private static final String NODES = """
			(select na.node_id from node_ancestor na where na.ancestor_id = :node)
			""";

	/** Why people were not reached. */
	public enum Part {

		DEPOSITS, WAITING, MAILS, ACCOUNTS, LEFT_OUT

	}

	/**
	 * One person, or a deposit of somebody who is not known.
	 *
	 * @param campaign what was missed, where it is a campaign
	 * @param reason why: a code of the part; of a mail, what the outbox recorded
	 * @param handOver whose mail failed
	 * @param changeable whether the reader may send mails again and correct the address
	 */
	public record Line(@Nullable UUID employee, @Nullable String person, String matricule, @Nullable String agency,
			@Nullable UUID campaign, @Nullable String campaignName, @Nullable String kind, @Nullable String period,
			@Nullable String reason, Instant since, @Nullable UUID handOver, boolean changeable) {

		/** Why a failed mail did not arrive. */
		public MailTrouble mailTrouble() {
			return MailTrouble.of(this.reason);
		}

	}

	/**
	 * Some lines.
	 *
	 * @param next where the next page begins; null on the last one
	 */
	public record Page(List<Line> lines, @Nullable UUID next) {
	}

	private record Found(UUID cursor, @Nullable UUID node, Line line) {
	}

	private final FindCampaignTargets findTargets;

	private final FindEmitters findEmitters;

	private final JdbcClient jdbc;

	private final Clock clock;

	FindUnreached(FindCampaignTargets findTargets, FindEmitters findEmitters, JdbcClient jdbc, Clock clock) {
		this.findTargets = findTargets;
		this.findEmitters = findEmitters;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * The first {@link #PAGE} lines of a part after the cursor.
	 * @param days how long somebody must not have opened the vault
	 * @throws Refusal NOT_FOUND for a node that the reader may not see
	 */
	@Transactional(readOnly = true)
	public Page of(ActorId reader, NodeId node, Part part, int days, @Nullable UUID after) {
		this.findTargets.of(reader, node).orElseThrow(Refusal::notFound);
		return switch (part) {
			case DEPOSITS -> deposits(reader, node, after);
			case WAITING -> page(reader, node, after, "select received_at, id from deposit where id = :after", """
					select d.id as cursor, null::uuid as employee_id, null as person, d.matricule, n.name as agency,
					  d.agency_id as node_id, null::uuid as campaign, null as campaign_name, d.kind, d.period,
					  null as reason, d.received_at as since, null::uuid as hand_over
					from deposit d left join node n on n.id = d.agency_id
					where d.brand_id = (select brand_id from node where id = :node)
					and d.state = 'WAITING_FOR_EMPLOYEE'
					and (d.agency_id is null or d.agency_id in
					""" + NODES + """
					) and (cast(:key as timestamptz) is null or (d.received_at, d.id) < (:key, :after))
					order by d.received_at desc, d.id desc limit :limit
					""");
			case MAILS -> page(reader, node, after, "select queued_at, id from outgoing_mail where id = :after",
					"""
							select m.id as cursor, e.id as employee_id, e.last_name || ' ' || e.first_name as person, e.matricule,
							  n.name as agency, e.agency_id as node_id, null::uuid as campaign, null as campaign_name,
							  null as kind, null as period,
							  m.last_error as reason, m.queued_at as since, m.hand_over_id as hand_over
							from outgoing_mail m join employee e on e.id = m.employee_id join node n on n.id = m.node_id
							where m.state = 'FAILED' and m.node_id in
							"""
							+ NODES + """
									and not exists (select 1 from outgoing_mail later
									  where later.hand_over_id = m.hand_over_id and later.copy > m.copy)
									and (cast(:key as timestamptz) is null or (m.queued_at, m.id) < (:key, :after))
									order by m.queued_at desc, m.id desc limit :limit
									""");
			case ACCOUNTS -> accounts(reader, node, days, after);
			case LEFT_OUT -> page(reader, node, after, "select prepared_at, id from delivery where id = :after",
					"""
							select d.id as cursor, e.id as employee_id, e.last_name || ' ' || e.first_name as person, e.matricule,
							  n.name as agency, d.node_id, c.id as campaign, c.name as campaign_name, null as kind,
							  null as period, d.reason, d.prepared_at as since, null::uuid as hand_over
							from campaign c
							join delivery d on d.source_id = c.id and d.origin = 'CAMPAIGN' and d.state = 'FAILED'
							join employee e on e.id = d.employee_id join node n on n.id = d.node_id
							where c.target_id in
							"""
							+ NODES
							+ """
									and not exists (select 1 from delivery other where other.source_id = d.source_id
									  and other.employee_id = d.employee_id and other.state = 'FAILED' and other.number < d.number)
									and (cast(:key as timestamptz) is null or (d.prepared_at, d.id) < (:key, :after))
									order by d.prepared_at desc, d.id desc limit :limit
									""");
		};
	}

	private Page page(ActorId reader, NodeId node, @Nullable UUID after, String cursor, String sql) {
		Timestamp key = null;
		if (after != null) {
			Optional<Timestamp> found = this.jdbc.sql(cursor)
				.param("after", after)
				.query((row, number) -> row.getTimestamp(1))
				.optional();
			if (found.isEmpty()) {
				return new Page(List.of(), null);
			}
			key = found.get();
		}
		return limited(reader,
				this.jdbc.sql(sql)
					.param("node", node.value())
					.param("key", key)
					.param("after", after)
					.param("limit", PAGE + 1)
					.query(FindUnreached::map)
					.list());
	}

	/** Served long ago, and still without a vault: agency by agency, by name. */
	private Page accounts(ActorId reader, NodeId node, int days, @Nullable UUID after) {
		return limited(reader, this.jdbc.sql("""
				select e.id as cursor, e.id as employee_id, e.last_name || ' ' || e.first_name as person, e.matricule,
				  n.name as agency, n.id as node_id, null::uuid as campaign, null as campaign_name,
				  null as kind, null as period, null as reason, e.at as since, null::uuid as hand_over
				from (select n.id, n.name from node_ancestor na join node n on n.id = na.node_id
				  where na.ancestor_id = :node order by n.name, n.id) n
				cross join lateral (
				  select e.*, first.at from employee e
				  cross join lateral (select d.handed_over_at as at from delivery d
				    where d.employee_id = e.id and d.handed_over_at < :before
				    order by d.handed_over_at limit 1) first
				  where e.agency_id = n.id and e.account_id is null
				  and (cast(:after as uuid) is null or (n.name, n.id, e.last_name, e.first_name, e.id)
				    > (select n.name, n.id, e.last_name, e.first_name, e.id
				       from employee e join node n on n.id = e.agency_id where e.id = :after))
				  order by e.last_name, e.first_name, e.id limit :limit
				) e
				order by n.name, n.id, e.last_name, e.first_name, e.id limit :limit
				""")
			.param("node", node.value())
			.param("before", Timestamp.from(this.clock.instant().minus(Duration.ofDays(days))))
			.param("after", after)
			.param("limit", PAGE + 1)
			.query(FindUnreached::map)
			.list());
	}

	/**
	 * Recent deposits that brought no campaign although some ran when they were made, to
	 * people who have nothing of those. A page looks at some of the deposits and may show
	 * fewer lines than fit, or none, although there are more.
	 */
	private Page deposits(ActorId reader, NodeId node, @Nullable UUID after) {
		record Looked(UUID id, Timestamp at) {
		}
		Instant now = this.clock.instant();
		List<Looked> looked = this.jdbc.sql("""
				select d.id, d.deposited_at from deposit d
				where d.agency_id = any (array(select na.node_id from node_ancestor na where na.ancestor_id = :node))
				and d.deposited_at >= :recent and d.employee_id is not null
				and (cast(:after as uuid) is null or (d.deposited_at, d.id)
				  < (select deposited_at, id from deposit where id = :after))
				order by d.deposited_at desc, d.id desc limit :limit
				""")
			.param("node", node.value())
			.param("recent", Timestamp.from(now.minus(RECENT)))
			.param("after", after)
			.param("limit", LOOKED_AT)
			.query((row, number) -> new Looked(row.getObject(1, UUID.class), row.getTimestamp(2)))
			.list();
		if (looked.isEmpty()) {
			return new Page(List.of(), null);
		}
		List<Found> found = this.jdbc.sql("""
				select d.id as cursor, e.id as employee_id, e.last_name || ' ' || e.first_name as person, e.matricule,
				  n.name as agency, d.agency_id as node_id, c.id as campaign, c.name as campaign_name, d.kind, d.period,
				  case
				    when d.state = 'FAILED' then 'FAILED'
				    when not case d.kind when 'PAYSLIP' then c.on_payslip else c.on_contract end then 'TRIGGER'
				    when not case c.executives when 'ALL' then true when 'ONLY' then d.executive
				      else not d.executive end then 'EXECUTIVES'
				    when exists (select 1 from campaign_client_company f where f.campaign_id = c.id)
				      and not exists (select 1 from campaign_client_company f where f.campaign_id = c.id
				        and f.client_company_id = d.client_company_id) then 'COMPANIES'
				    when exists (select 1 from delivery served where served.employee_id = d.employee_id
				      and served.source_id = any(c.leave_out) and served.state <> 'FAILED') then 'LEFT_OUT'
				    else 'UNDERWAY' end as reason,
				  d.deposited_at as since, null::uuid as hand_over
				from deposit d
				join employee e on e.id = d.employee_id
				join node n on n.id = d.agency_id
				join node_ancestor na on na.node_id = d.agency_id
				join campaign c on c.target_id = na.ancestor_id and c.state = 'ACTIVE'
				  and d.deposited_at >= c.serves_from and d.deposited_at < c.serves_until
				where d.id = any(:looked)
				and c.target_id = any(:targets)
				and not exists (select 1 from delivery l where l.source_id = c.id and l.employee_id = d.employee_id)
				order by d.deposited_at desc, d.id desc, c.id limit :limit
				""")
			.param("looked", looked.stream().map(Looked::id).toArray(UUID[]::new))
			.param("targets",
					this.findTargets.of(reader)
						.stream()
						.map((target) -> target.node().id().value())
						.toArray(UUID[]::new))
			.param("limit", LOOKED_AT)
			.query(FindUnreached::map)
			.list();
		int shown = shown(found);
		UUID next = (shown < found.size()) ? found.get(shown - 1).cursor()
				: (looked.size() < LOOKED_AT) ? null : looked.getLast().id();
		return new Page(lines(reader, found.subList(0, shown)), next);
	}

	/** All campaigns that one deposit did not bring stand on one page. */
	private static int shown(List<Found> found) {
		int shown = Math.min(PAGE, found.size());
		while (shown > 0 && shown < found.size() && found.get(shown).cursor().equals(found.get(shown - 1).cursor())) {
			shown++;
		}
		return shown;
	}

	private Page limited(ActorId reader, List<Found> found) {
		return (found.size() <= PAGE) ? new Page(lines(reader, found), null)
				: new Page(lines(reader, found.subList(0, PAGE)), found.get(PAGE - 1).cursor());
	}

	private List<Line> lines(ActorId reader, List<Found> found) {
		List<UUID> emitters = this.findEmitters.of(reader)
			.stream()
			.map((emitter) -> emitter.node().id().value())
			.toList();
		return found.stream().map((each) -> {
			Line line = each.line();
			return new Line(line.employee(), line.person(), line.matricule(), line.agency(), line.campaign(),
					line.campaignName(), line.kind(), line.period(), line.reason(), line.since(), line.handOver(),
					each.node() != null && emitters.contains(each.node()));
		}).toList();
	}

	private static Found map(ResultSet row, int number) throws SQLException {
		return new Found(row.getObject("cursor", UUID.class), row.getObject("node_id", UUID.class),
				new Line(row.getObject("employee_id", UUID.class), row.getString("person"), row.getString("matricule"),
						row.getString("agency"), row.getObject("campaign", UUID.class), row.getString("campaign_name"),
						row.getString("kind"), row.getString("period"), row.getString("reason"),
						row.getTimestamp("since").toInstant(), row.getObject("hand_over", UUID.class), false));
	}

}
