package io.estafette.tracking;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.estafette.delivery.FindRepeatableMails;
import io.estafette.delivery.HandOverId;
import io.estafette.directory.EmployeeId;
import io.estafette.organization.ActorId;
import io.estafette.organization.CampaignTarget;
import io.estafette.organization.Emitter;
import io.estafette.organization.FindCampaignTargets;
import io.estafette.organization.FindEmitters;
import io.estafette.organization.FindVisibleNodes;
import io.estafette.organization.Node;
import io.estafette.organization.NodeId;
import io.estafette.platform.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who should have received something at a node and did not, and why (C12): for those who
 * may run campaigns or send documents there, and each of them only what they may see
 * (O8). Page by page, each page bounded.
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

		/** Deposits that brought no campaign. */
		DEPOSITS,
		/** Deposits of people who are not known yet. */
		WAITING,
		/** Mails that failed, or came back. */
		MAILS,
		/** Vaults that were never opened. */
		ACCOUNTS,
		/** Whom the close of a campaign left out. */
		LEFT_OUT,
		/** Documents of free diffusions that failed. */
		SENDS,
		/** Free diffusions of which nothing left. */
		REFUSED;

		/** Of campaigns: for those with D. */
		boolean isOfCampaigns() {
			return this == DEPOSITS || this == LEFT_OUT;
		}

		/** Of free diffusions: for those with a DLx right. */
		boolean isOfSends() {
			return this == SENDS || this == REFUSED;
		}

	}

	/**
	 * One person, a deposit of somebody who is not known, or a free diffusion.
	 *
	 * @param person who was not reached; of a free diffusion, who sent it
	 * @param campaign what was missed, where it is a campaign
	 * @param send what was missed, where it is a free diffusion
	 * @param document its document
	 * @param reason why: a code of the part; of a mail, what the outbox recorded
	 * @param handOver whose mail failed
	 * @param people how many should have received it
	 * @param access what the reader may do about it
	 */
	public record Line(@Nullable UUID employee, @Nullable String person, @Nullable String matricule,
			@Nullable String agency, @Nullable UUID campaign, @Nullable String campaignName, @Nullable UUID send,
			@Nullable String document, @Nullable String kind, @Nullable String period, @Nullable String reason,
			Instant since, @Nullable UUID handOver, int people, Access access) {

		private Line with(Access allowed) {
			return new Line(this.employee, this.person, this.matricule, this.agency, this.campaign, this.campaignName,
					this.send, this.document, this.kind, this.period, this.reason, this.since, this.handOver,
					this.people, allowed);
		}

		/** Why a failed mail did not arrive. */
		public MailTrouble mailTrouble() {
			return MailTrouble.of(this.reason);
		}

	}

	/**
	 * What the reader may do about a line.
	 *
	 * @param visible whether they see the employee
	 * @param changeable whether they may correct the address
	 * @param repeatable whether they may send the mail, or the invitation, again
	 */
	public record Access(boolean visible, boolean changeable, boolean repeatable) {

		private static final Access NONE = new Access(false, false, false);

	}

	/**
	 * Some lines.
	 *
	 * @param next where the next page begins; null on the last one
	 */
	public record Page(List<Line> lines, @Nullable UUID next) {
	}

	private record Found(UUID cursor, @Nullable UUID agency, Line line) {
	}

	private final FindCampaignTargets findTargets;

	private final FindEmitters findEmitters;

	private final FindVisibleNodes findVisibleNodes;

	private final FindRepeatableMails findRepeatable;

	private final JdbcClient jdbc;

	private final Clock clock;

	FindUnreached(FindCampaignTargets findTargets, FindEmitters findEmitters, FindVisibleNodes findVisibleNodes,
			FindRepeatableMails findRepeatable, JdbcClient jdbc, Clock clock) {
		this.findTargets = findTargets;
		this.findEmitters = findEmitters;
		this.findVisibleNodes = findVisibleNodes;
		this.findRepeatable = findRepeatable;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/** The nodes that the reader may look at, the widest first. */
	@Transactional(readOnly = true)
	public List<Node> nodes(ActorId reader) {
		return Stream
			.concat(this.findTargets.of(reader).stream().map(CampaignTarget::node),
					this.findEmitters.of(reader).stream().map(Emitter::node))
			.distinct()
			.sorted(Comparator.comparing(Node::kind).thenComparing(Node::name).thenComparing(Node::code))
			.toList();
	}

	/**
	 * What there is to look at, at a node.
	 * @throws Refusal NOT_FOUND for a node that the reader may not see
	 */
	@Transactional(readOnly = true)
	public List<Part> parts(ActorId reader, NodeId node) {
		boolean campaigns = this.findTargets.of(reader, node).isPresent();
		boolean sends = senders(reader, node).length > 0;
		if (!campaigns && this.findEmitters.of(reader, node).isEmpty()) {
			throw Refusal.notFound();
		}
		return Stream.of(Part.values())
			.filter((part) -> campaigns || !part.isOfCampaigns())
			.filter((part) -> sends || !part.isOfSends())
			.toList();
	}

	/**
	 * The first {@link #PAGE} lines of a part after the cursor.
	 * @param days how long somebody must not have opened the vault
	 * @throws Refusal NOT_FOUND for a node or a part that the reader may not see
	 */
	@Transactional(readOnly = true)
	public Page of(ActorId reader, NodeId node, Part part, int days, @Nullable UUID after) {
		if (!parts(reader, node).contains(part)) {
			throw Refusal.notFound();
		}
		return switch (part) {
			case DEPOSITS -> deposits(reader, node, after);
			case WAITING -> page(reader, node, after, "select received_at, id from deposit where id = :after", """
					select d.id as cursor, null::uuid as employee_id, null as person, d.matricule, n.name as agency,
					  null::uuid as agency_id, null::uuid as campaign, null as campaign_name, null::uuid as send,
					  null as document, d.kind, d.period, null as reason, d.received_at as since,
					  null::uuid as hand_over, 1 as people
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
							  n.name as agency, e.agency_id, null::uuid as campaign, null as campaign_name,
							  null::uuid as send, null as document, null as kind, null as period,
							  m.last_error as reason, m.queued_at as since, m.hand_over_id as hand_over, 1 as people
							from outgoing_mail m join employee e on e.id = m.employee_id join node n on n.id = m.node_id
							where m.state = 'FAILED' and m.kind = 'HAND_OVER' and m.node_id in
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
							  n.name as agency, e.agency_id, c.id as campaign, c.name as campaign_name,
							  null::uuid as send, null as document, null as kind, null as period, d.reason,
							  d.prepared_at as since, null::uuid as hand_over, 1 as people
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
			case SENDS -> page(reader, node, after, "select prepared_at, id from delivery where id = :after",
					"""
							select d.id as cursor, e.id as employee_id, e.last_name || ' ' || e.first_name as person, e.matricule,
							  n.name as agency, e.agency_id, null::uuid as campaign, null as campaign_name, d.source_id as send,
							  doc.name as document, null as kind, null as period, d.reason, d.prepared_at as since,
							  null::uuid as hand_over, 1 as people
							from delivery d
							join employee e on e.id = d.employee_id join node n on n.id = d.node_id
							join document doc on doc.id = d.document_id
							where d.origin = 'FREE_DIFFUSION' and d.state = 'FAILED' and d.node_id = any(:senders)
							and not exists (select 1 from delivery other where other.source_id = d.source_id
							  and other.employee_id = d.employee_id and other.state = 'FAILED' and other.number > d.number)
							and (cast(:key as timestamptz) is null or (d.prepared_at, d.id) < (:key, :after))
							order by d.prepared_at desc, d.id desc limit :limit
							""");
			case REFUSED -> page(reader, node, after, "select sent_at, id from free_diffusion where id = :after",
					"""
							select f.id as cursor, null::uuid as employee_id, a.name as person, null as matricule, n.name as agency,
							  null::uuid as agency_id, null::uuid as campaign, null as campaign_name, f.id as send,
							  (select doc.name from free_diffusion_document fd join document doc on doc.id = fd.document_id
							    where fd.diffusion_id = f.id order by fd.position, doc.id limit 1) as document,
							  null as kind, null as period, f.refusal as reason, f.sent_at as since, null::uuid as hand_over,
							  (select count(*) from free_diffusion_recipient r where r.diffusion_id = f.id) as people
							from free_diffusion f join actor a on a.id = f.sender_id join node n on n.id = f.emitter_id
							where f.state = 'REFUSED' and f.emitter_id = any(:senders) and f.sent_at >= :recent
							and (cast(:key as timestamptz) is null or (f.sent_at, f.id) < (:key, :after))
							order by f.sent_at desc, f.id desc limit :limit
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
		// The best way differs between an agency and a brand.
		this.jdbc.sql("set local plan_cache_mode = force_custom_plan").update();
		return limited(reader,
				this.jdbc.sql(sql)
					.param("node", node.value())
					.param("senders", senders(reader, node))
					.param("recent", Timestamp.from(this.clock.instant().minus(RECENT)))
					.param("key", key)
					.param("after", after)
					.param("limit", PAGE + 1)
					.query(FindUnreached::map)
					.list());
	}

	/** Served long ago, and still without a vault: agency by agency, by name. */
	private Page accounts(ActorId reader, NodeId node, int days, @Nullable UUID after) {
		return limited(reader,
				this.jdbc
					.sql("""
							select e.id as cursor, e.id as employee_id, e.last_name || ' ' || e.first_name as person, e.matricule,
							  n.name as agency, n.id as agency_id, null::uuid as campaign, null as campaign_name, null::uuid as send,
							  null as document, null as kind, null as period, null as reason, e.at as since,
							  null::uuid as hand_over, 1 as people
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
				  n.name as agency, e.agency_id, c.id as campaign, c.name as campaign_name, null::uuid as send,
				  null as document, d.kind, d.period,
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
				  d.deposited_at as since, null::uuid as hand_over, 1 as people
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
		Set<UUID> visible = ids(this.findVisibleNodes.of(reader).stream());
		Set<UUID> emitters = ids(this.findEmitters.of(reader).stream().map(Emitter::node));
		List<HandOverId> handOvers = new ArrayList<>();
		List<EmployeeId> people = new ArrayList<>();
		for (Found each : found) {
			UUID handOver = each.line().handOver();
			UUID employee = each.line().employee();
			if (handOver != null) {
				handOvers.add(new HandOverId(handOver));
			}
			else if (employee != null) {
				people.add(new EmployeeId(employee));
			}
		}
		Set<HandOverId> mails = this.findRepeatable.of(reader, handOvers);
		Set<EmployeeId> invitable = this.findRepeatable.latest(reader, people).keySet();
		return found.stream().map((each) -> {
			UUID employee = each.line().employee();
			UUID handOver = each.line().handOver();
			boolean repeatable = (handOver != null) ? mails.contains(new HandOverId(handOver))
					: employee != null && invitable.contains(new EmployeeId(employee));
			return each.line()
				.with(new Access(visible.contains(each.agency()), emitters.contains(each.agency()), repeatable));
		}).toList();
	}

	/** Where, at a node and below, the reader sees free diffusions. */
	private UUID[] senders(ActorId reader, NodeId node) {
		return this.jdbc.sql("select node_id from node_ancestor where ancestor_id = ? and node_id = any(?)")
			.param(node.value())
			.param(ids(this.findEmitters.of(reader).stream().map(Emitter::node)).toArray(UUID[]::new))
			.query(UUID.class)
			.list()
			.toArray(UUID[]::new);
	}

	private static Set<UUID> ids(Stream<Node> nodes) {
		return nodes.map((node) -> node.id().value()).collect(Collectors.toSet());
	}

	private static Found map(ResultSet row, int number) throws SQLException {
		return new Found(row.getObject("cursor", UUID.class), row.getObject("agency_id", UUID.class),
				new Line(row.getObject("employee_id", UUID.class), row.getString("person"), row.getString("matricule"),
						row.getString("agency"), row.getObject("campaign", UUID.class), row.getString("campaign_name"),
						row.getObject("send", UUID.class), row.getString("document"), row.getString("kind"),
						row.getString("period"), row.getString("reason"), row.getTimestamp("since").toInstant(),
						row.getObject("hand_over", UUID.class), row.getInt("people"), Access.NONE));
	}

}
