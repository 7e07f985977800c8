package io.estafette.campaign;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.estafette.delivery.DeliveryMeters;
import io.estafette.delivery.DeliveryOrigin;
import io.estafette.delivery.FailureReason;
import io.estafette.delivery.HandOverDocuments;
import io.estafette.delivery.HandOverId;
import io.estafette.delivery.NotifyRecipients;
import io.estafette.delivery.WrittenOnce;
import io.estafette.platform.BusinessMeters;
import io.micrometer.core.instrument.Timer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Serves people whose payslip or contract was deposited before a campaign was ready for
 * it (C6): the past of a retroactive one, and what came in between a launch and its first
 * moment. In chunks; safe to repeat. Once the campaign is closed by hand, those who were
 * not served are listed as such (C10).
 */
@Service
public class CatchUpCampaign {

	/** How many people one job serves. */
	static final int CHUNK = 500;

	private final CampaignRepository campaigns;

	private final LeaveOutLock leaveOutLock;

	private final HandOverDocuments handOverDocuments;

	private final NotifyRecipients notifyRecipients;

	private final DeliveryMeters deliveries;

	private final Timer completion;

	private final JdbcClient jdbc;

	private final Clock clock;

	CatchUpCampaign(CampaignRepository campaigns, LeaveOutLock leaveOutLock, HandOverDocuments handOverDocuments,
			NotifyRecipients notifyRecipients, DeliveryMeters deliveries, BusinessMeters meters, JdbcClient jdbc,
			Clock clock) {
		this.campaigns = campaigns;
		this.leaveOutLock = leaveOutLock;
		this.handOverDocuments = handOverDocuments;
		this.notifyRecipients = notifyRecipients;
		this.deliveries = deliveries;
		this.completion = meters.timer("estafette.catchup",
				"From a campaign's first moment until everybody with an earlier deposit was served");
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Serves the next chunk.
	 * @return whether people are left
	 */
	@Transactional
	public boolean next(CampaignId id) {
		// A close waits for the chunk, or the chunk for the close.
		Campaign campaign = this.campaigns.require(id);
		UUID[] served = this.jdbc.sql("""
				delete from campaign_catch_up where (campaign_id, employee_id) in (
				  select campaign_id, employee_id from campaign_catch_up where campaign_id = ?
				  order by employee_id limit ? for update)
				returning deposit_id
				""").param(id.value()).param(CHUNK).query(UUID.class).list().toArray(UUID[]::new);
		if (served.length == 0) {
			Instant now = this.clock.instant();
			Instant activated = campaign.activatedAt();
			if (campaign.caughtUp(now) && activated != null) {
				BusinessMeters.record(this.completion, activated, now);
			}
			return false;
		}
		this.leaveOutLock.of(served);
		if (campaign.leavesOut()) {
			served = notLeftOut(id, served);
		}
		List<HandOverId> handOvers = prepare(id, served, campaign.isClosedByHand());
		if (!campaign.isClosedByHand()) {
			this.notifyRecipients.of(this.handOverDocuments.of(handOvers));
		}
		return true;
	}

	/** Who was not served by a campaign to leave out since they were noted (C11). */
	private UUID[] notLeftOut(CampaignId id, UUID[] deposits) {
		return this.jdbc.sql("""
				select d.id from deposit d join campaign c on c.id = ? where d.id = any(?) and
				""" + DepositMatch.MATCHES)
			.param(id.value())
			.param(deposits)
			.query(UUID.class)
			.list()
			.toArray(UUID[]::new);
	}

	private List<HandOverId> prepare(CampaignId id, UUID[] deposits, boolean closed) {
		Timestamp now = Timestamp.from(this.clock.instant());
		this.jdbc.sql("""
				insert into hand_over (id, source_kind, source_id, ordinal, employee_id, node_id, sender_id, created_at)
				select gen_random_uuid(), 'CAMPAIGN', c.id,
				  (select coalesce(max(ordinal), -1) from hand_over where source_id = c.id)
				    + row_number() over (order by e.last_name, e.first_name, e.id),
				  e.id, d.agency_id, c.launched_by, :now
				from deposit d join employee e on e.id = d.employee_id join campaign c on c.id = :campaign
				where d.id = any(:deposits)
				and not exists (select 1 from hand_over h where h.source_id = c.id and h.employee_id = e.id)
				and exists (select 1 from campaign_document cd where cd.campaign_id = c.id and not exists (
				  select 1 from delivery l
				  where l.source_id = c.id and l.employee_id = e.id and l.document_id = cd.document_id))
				""").param("campaign", id.value()).param("deposits", deposits).param("now", now).update();
		this.jdbc
			.sql("""
					with written as (
					  insert into delivery (id, hand_over_id, source_id, employee_id, document_id, position, state,
					    handed_over_at, reason, prepared_at, node_id, sender_id, type, search, origin, deposit_id, brought_by,
					    matricule_key)
					  select gen_random_uuid(), h.id, c.id, e.id, doc.id, cd.position, %s, %s, :reason, :now,
					    h.node_id, c.launched_by, doc.type, e.search || ' ' || searchable(doc.name), 'CAMPAIGN', d.id, d.kind,
					    searchable(e.matricule)
					  from deposit d
					  join employee e on e.id = d.employee_id
					  join campaign c on c.id = :campaign
					  join hand_over h on h.source_id = c.id and h.employee_id = e.id
					  join campaign_document cd on cd.campaign_id = c.id
					  join document doc on doc.id = cd.document_id
					  where d.id = any(:deposits)
					  order by h.ordinal desc, cd.position desc
					  on conflict (source_id, employee_id, document_id) do nothing
					  returning state, handed_over_at)
					select count(handed_over_at), count(*) filter (where state = 'FAILED') from written
					"""
				.formatted(closed ? "'FAILED'" : WrittenOnce.STATE,
						closed ? "cast(null as timestamptz)" : WrittenOnce.HANDED_OVER_AT))
			.param("campaign", id.value())
			.param("deposits", deposits)
			.param("now", now)
			.param("reason", closed ? FailureReason.CAMPAIGN_CLOSED.name() : null)
			.query((row) -> {
				this.deliveries.handedOver(DeliveryOrigin.CAMPAIGN, row.getLong(1));
				this.deliveries.failed(DeliveryOrigin.CAMPAIGN, row.getLong(2));
			});
		return this.jdbc.sql("""
				select h.id from hand_over h
				where h.source_id = ? and h.employee_id in (select employee_id from deposit where id = any(?))
				order by h.ordinal
				""")
			.param(id.value())
			.param(deposits)
			.query((row, number) -> new HandOverId(row.getObject(1, UUID.class)))
			.list();
	}

}
