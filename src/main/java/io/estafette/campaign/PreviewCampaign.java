package io.estafette.campaign;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.estafette.organization.ActorId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The dry run (C18): how many people a launch would serve at once because it is
 * retroactive, and who is left out and why. It only looks.
 */
@Service
public class PreviewCampaign {

	/** Most people that are named. */
	public static final int MOST_NAMED = 200;

	/**
	 * The result.
	 *
	 * @param employees people of the target's agencies and establishments
	 * @param agencies the target's agencies and establishments
	 * @param served how many a launch would serve at once
	 * @param leftOut how many are left out, by reason
	 * @param people the first of those left out, by name
	 */
	public record Preview(int employees, int agencies, int served, Map<Reason, Integer> leftOut, List<LeftOut> people) {
	}

	/** Why somebody is left out; users read {@code campaign.leftOut.<name>}. */
	public enum Reason {

		NO_DEPOSIT, EXECUTIVE_FILTER, CLIENT_COMPANY_FILTER, ALREADY_SERVED

	}

	/** A person who would not be served at once. */
	public record LeftOut(String matricule, String lastName, String firstName, String agency, Reason reason) {
	}

	private final CampaignAccess access;

	private final JdbcClient jdbc;

	private final Clock clock;

	PreviewCampaign(CampaignAccess access, JdbcClient jdbc, Clock clock) {
		this.access = access;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Looks.
	 * @throws Refusal NOT_FOUND
	 */
	@Transactional(readOnly = true)
	public Preview of(CampaignId id, ActorId actor) {
		Campaign campaign = this.access.visible(id, actor);
		Map<String, Object> values = new HashMap<>();
		values.put("campaign", id.value());
		values.put("since", Timestamp.from(since(campaign)));
		values.put("now", Timestamp.from(this.clock.instant()));
		Map<Reason, Integer> leftOut = new EnumMap<>(Reason.class);
		int[] served = new int[1];
		this.jdbc.sql(PEOPLE + "select reason, count(*) from judged group by reason").params(values).query((row) -> {
			String reason = row.getString(1);
			if (reason == null) {
				served[0] = row.getInt(2);
			}
			else {
				leftOut.put(Reason.valueOf(reason), row.getInt(2));
			}
		});
		List<LeftOut> people = this.jdbc.sql(PEOPLE + """
				select p.*, n.name as agency from judged p join node n on n.id = p.agency_id where reason is not null
				order by last_name, first_name, p.id limit :limit
				""")
			.params(values)
			.param("limit", MOST_NAMED)
			.query((row, number) -> new LeftOut(row.getString("matricule"), row.getString("last_name"),
					row.getString("first_name"), row.getString("agency"), Reason.valueOf(row.getString("reason"))))
			.list();
		int agencies = this.jdbc.sql("""
				select count(*) from node_ancestor na join node n on n.id = na.node_id
				where na.ancestor_id = ? and n.kind in ('AGENCY', 'ESTABLISHMENT')
				""").param(campaign.target().value()).query(Integer.class).single();
		int employees = served[0] + leftOut.values().stream().mapToInt(Integer::intValue).sum();
		return new Preview(employees, agencies, served[0], leftOut, people);
	}

	/** Not retroactive: nothing that was deposited before now counts. */
	private Instant since(Campaign campaign) {
		return (campaign.retroactiveSince() != null)
				? campaign.retroactiveSince().atStartOfDay(Campaign.PARIS).toInstant() : this.clock.instant();
	}

	/**
	 * Everybody who works for the target or had a deposit there, with the first reason
	 * that keeps all of their deposits from matching.
	 */
	private static final String PEOPLE = """
			with c as (select * from campaign where id = :campaign),
			nodes as (select na.node_id from c join node_ancestor na on na.ancestor_id = c.target_id),
			deposits as (
			  select d.employee_id,
			    case c.executives when 'ALL' then true when 'ONLY' then d.executive else not d.executive end as executive_fits,
			    not exists (select 1 from campaign_client_company f where f.campaign_id = c.id)
			      or exists (select 1 from campaign_client_company f
			        where f.campaign_id = c.id and f.client_company_id = d.client_company_id) as company_fits
			  from c cross join nodes join deposit d on d.agency_id = nodes.node_id
			  where d.employee_id is not null and d.deposited_at >= :since and d.deposited_at < :now
			  and case d.kind when 'PAYSLIP' then c.on_payslip else c.on_contract end),
			by_person as (
			  select employee_id, bool_or(executive_fits) as executive_fits,
			    bool_or(executive_fits and company_fits) as fits
			  from deposits group by employee_id),
			people as (
			  select e.id from employee e join nodes on nodes.node_id = e.agency_id
			  union select employee_id from by_person),
			judged as (
			  select e.id, e.matricule, e.last_name, e.first_name, e.agency_id,
			    case when b.employee_id is null then 'NO_DEPOSIT'
			      when not b.executive_fits then 'EXECUTIVE_FILTER'
			      when not b.fits then 'CLIENT_COMPANY_FILTER'
			      when exists (select 1 from c join delivery l on l.source_id = any(c.leave_out)
			        where l.employee_id = e.id and l.state <> 'FAILED') then 'ALREADY_SERVED' end as reason
			  from people p join employee e on e.id = p.id left join by_person b on b.employee_id = e.id)
			""";

}
