package io.estafette.tracking;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import io.estafette.delivery.DeliveryOrigin;
import io.estafette.delivery.DeliveryState;
import io.estafette.delivery.FindRepeatableMails;
import io.estafette.delivery.HandOverId;
import io.estafette.organization.ActorId;
import io.estafette.organization.FindCampaignTargets;
import io.estafette.organization.FindVisibleNodes;
import io.estafette.organization.Node;
import io.estafette.organization.PayrollDocument;
import io.estafette.payroll.DepositId;
import io.estafette.payroll.DepositState;
import io.estafette.platform.Refusal;
import io.estafette.platform.StoredTime;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * One deposit of a payroll system as HR users see it: what it said, what it brought to
 * whom, and the mails about it; never its content (P4, O8).
 */
@Service
public class FindDepositDetail {

	/**
	 * The deposit.
	 *
	 * @param employee whose it is; null while nobody has the matricule
	 * @param visible whether the reader sees that employee
	 * @param agency name; null while it is not known
	 * @param clientCompany name
	 * @param batch whether it came in an archive
	 * @param completedAt when everything that it brings was handed over
	 */
	public record Detail(DepositId id, String externalId, PayrollDocument kind, @Nullable String period,
			String matricule, @Nullable UUID employee, @Nullable String person, boolean visible,
			@Nullable String agency, @Nullable Boolean executive, @Nullable String clientCompany, String system,
			boolean batch, DepositState state, Instant depositedAt, Instant receivedAt, @Nullable Instant completedAt,
			List<Brought> brought, List<Mail> mails) {
	}

	/**
	 * A document that it brought.
	 *
	 * @param campaign of whom it is, if the reader may run that campaign
	 */
	public record Brought(String document, DeliveryOrigin origin, @Nullable UUID campaign,
			@Nullable String campaignName, DeliveryState state, @Nullable String reason, @Nullable Instant deliveredAt,
			@Nullable Instant notifiedAt, @Nullable Instant openedAt) {
	}

	/**
	 * A mail about it.
	 *
	 * @param copy 0 for the first, more for those sent again on request
	 * @param repeatable whether the reader may send it again: only the latest can be
	 */
	public record Mail(UUID handOver, int copy, String state, Instant queuedAt, @Nullable Instant sentAt,
			@Nullable Instant bouncedAt, @Nullable MailTrouble trouble, boolean repeatable) {
	}

	private final FindVisibleNodes findVisibleNodes;

	private final FindCampaignTargets findTargets;

	private final FindRepeatableMails findRepeatable;

	private final JdbcClient jdbc;

	FindDepositDetail(FindVisibleNodes findVisibleNodes, FindCampaignTargets findTargets,
			FindRepeatableMails findRepeatable, JdbcClient jdbc) {
		this.findVisibleNodes = findVisibleNodes;
		this.findTargets = findTargets;
		this.findRepeatable = findRepeatable;
		this.jdbc = jdbc;
	}

	/**
	 * The deposit as it is now, for those who find it in the list of deposits.
	 * @throws Refusal NOT_FOUND also for what the reader may not see
	 */
	@Transactional(readOnly = true)
	public Detail of(DepositId id, ActorId reader) {
		List<Node> nodes = this.findVisibleNodes.of(reader);
		return this.jdbc.sql("""
				select d.*, s.name as system, n.name as agency, e.last_name || ' ' || e.first_name as person,
				  c.name as client_company, e.agency_id = any(:nodes) as visible
				from deposit d
				join actor s on s.id = d.system_id
				left join node n on n.id = d.agency_id
				left join employee e on e.id = d.employee_id
				left join client_company c on c.id = d.client_company_id
				where d.id = :id and d.brand_id = any(:brands)
				and (d.agency_id = any(:nodes) or d.agency_id is null)
				""")
			.param("id", id.value())
			.param("brands", nodes.stream().map((node) -> node.brand().value()).distinct().toArray(UUID[]::new))
			.param("nodes", nodes.stream().map((node) -> node.id().value()).toArray(UUID[]::new))
			.query((row, number) -> new Detail(id, row.getString("external_id"),
					PayrollDocument.valueOf(row.getString("kind")), row.getString("period"), row.getString("matricule"),
					row.getObject("employee_id", UUID.class), row.getString("person"), row.getBoolean("visible"),
					row.getString("agency"), row.getObject("executive", Boolean.class), row.getString("client_company"),
					row.getString("system"), row.getObject("batch_id") != null,
					DepositState.valueOf(row.getString("state")), row.getTimestamp("deposited_at").toInstant(),
					row.getTimestamp("received_at").toInstant(), StoredTime.of(row, "completed_at"),
					brought(id, reader), mails(id, reader)))
			.optional()
			.orElseThrow(Refusal::notFound);
	}

	private List<Brought> brought(DepositId id, ActorId reader) {
		return this.jdbc.sql("""
				select d.*, doc.name as document, c.id as campaign, c.name as campaign_name
				from delivery d
				join document doc on doc.id = d.document_id
				left join campaign c on c.id = d.source_id and d.origin = 'CAMPAIGN' and c.target_id = any(:targets)
				where d.deposit_id = :id
				order by d.origin = 'CAMPAIGN', c.name, d.position, d.number
				""")
			.param("id", id.value())
			.param("targets",
					this.findTargets.of(reader)
						.stream()
						.map((target) -> target.node().id().value())
						.toArray(UUID[]::new))
			.query((row, number) -> new Brought(row.getString("document"),
					DeliveryOrigin.valueOf(row.getString("origin")), row.getObject("campaign", UUID.class),
					row.getString("campaign_name"), DeliveryState.valueOf(row.getString("state")),
					row.getString("reason"), StoredTime.of(row, "handed_over_at"), StoredTime.of(row, "notified_at"),
					StoredTime.of(row, "opened_at")))
			.list();
	}

	private List<Mail> mails(DepositId id, ActorId reader) {
		List<HandOverId> handOvers = this.jdbc.sql("select distinct hand_over_id from delivery where deposit_id = ?")
			.param(id.value())
			.query((row, number) -> new HandOverId(row.getObject(1, UUID.class)))
			.list();
		Set<HandOverId> repeatable = this.findRepeatable.of(reader, handOvers);
		return this.jdbc.sql("""
				select m.*, m.copy = max(m.copy) over (partition by m.hand_over_id) and m.state <> 'WAITING' as latest
				from outgoing_mail m where m.hand_over_id = any(?) order by m.queued_at desc, m.id desc
				""").param(handOvers.stream().map(HandOverId::value).toArray(UUID[]::new)).query((row, number) -> {
			UUID handOver = row.getObject("hand_over_id", UUID.class);
			String state = row.getString("state");
			return new Mail(handOver, row.getInt("copy"), state, row.getTimestamp("queued_at").toInstant(),
					StoredTime.of(row, "sent_at"), StoredTime.of(row, "bounced_at"),
					"FAILED".equals(state) ? MailTrouble.of(row.getString("last_error")) : null,
					row.getBoolean("latest") && repeatable.contains(new HandOverId(handOver)));
		}).list();
	}

}
