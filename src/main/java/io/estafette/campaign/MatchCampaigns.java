package io.estafette.campaign;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.UUID;

import io.estafette.delivery.DeliveryMeters;
import io.estafette.delivery.DeliveryOrigin;
import io.estafette.delivery.WrittenOnce;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Adds the documents of all matching campaigns to what deposits bring to their people
 * (C3-C6, C16, C17, P6). Safe to repeat: who has a campaign's document already, or is
 * about to, does not get it again.
 */
@Service
public class MatchCampaigns {

	private final LeaveOutLock leaveOutLock;

	private final DeliveryMeters meters;

	private final JdbcClient jdbc;

	private final Clock clock;

	MatchCampaigns(LeaveOutLock leaveOutLock, DeliveryMeters meters, JdbcClient jdbc, Clock clock) {
		this.leaveOutLock = leaveOutLock;
		this.meters = meters;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Matches these deposits. They must have been stored, with their employee and their
	 * hand-over, by a transaction before: so that a campaign launched meanwhile sees them
	 * or is seen here.
	 * @return how many lines were added to the ledger
	 */
	@Transactional
	public int of(Collection<UUID> deposits) {
		// For one of them, and for hundreds, other plans are best (P6).
		boolean one = deposits.size() == 1;
		UUID[] ids = deposits.toArray(UUID[]::new);
		this.leaveOutLock.of(ids);
		record Written(int lines, int handedOver) {
		}
		Written written = this.jdbc
			.sql("""
					with matched as (
					  select d.id as deposit_id, d.kind, d.employee_id, own.hand_over_id,
					    own.handed_over_at is not null as in_vault, c.id as campaign_id, c.launched_at, c.launched_by, c.leave_out,
					    -- Only where it matters: all that the same deposits bring to this person (C11).
					    case when c.leave_out <> '{}' then array_agg(c.id) over (partition by d.employee_id) end as brought
					  from deposit d
					  join delivery own on own.source_id = d.id and own.employee_id = d.employee_id
					    and own.document_id = d.document_id
					  %s where %s and %s
					), written as (
					  -- With a payslip that is in the vault, they are put beside it at once (P3).
					  insert into delivery (id, hand_over_id, source_id, employee_id, document_id, position, state,
					    handed_over_at, prepared_at, node_id, sender_id, type, search, origin, deposit_id, brought_by,
					    matricule_key)
					  select gen_random_uuid(), h.id, m.campaign_id, m.employee_id, doc.id,
					    1 + row_number() over (partition by h.id order by m.launched_at, m.campaign_id, cd.position),
					    case when m.in_vault then %s else 'PREPARING' end, case when m.in_vault then %s end,
					    :now, h.node_id, m.launched_by, doc.type, e.search || ' ' || searchable(doc.name), 'CAMPAIGN',
					    m.deposit_id, m.kind, searchable(e.matricule)
					  from matched m
					  join hand_over h on h.id = m.hand_over_id
					  join employee e on e.id = m.employee_id
					  join campaign_document cd on cd.campaign_id = m.campaign_id
					  join document doc on doc.id = cd.document_id
					  where m.brought is null or not m.leave_out && m.brought
					  order by h.id, m.launched_at, m.campaign_id, cd.position
					  on conflict (source_id, employee_id, document_id) do nothing
					  returning handed_over_at
					)
					select count(*), count(handed_over_at) from written
					"""
				.formatted(DepositMatch.DEPOSIT_TO_CAMPAIGN, one ? "d.id = :deposits" : "d.id = any(:deposits)",
						DepositMatch.MATCHES, WrittenOnce.STATE, WrittenOnce.HANDED_OVER_AT))
			.param("now", Timestamp.from(this.clock.instant()))
			.param("deposits", one ? ids[0] : ids)
			.query((row, number) -> new Written(row.getInt(1), row.getInt(2)))
			.single();
		this.meters.handedOver(DeliveryOrigin.CAMPAIGN, written.handedOver());
		return written.lines();
	}

}
