package io.estafette.campaign;

/**
 * The one rule of which campaigns a deposit brings along (C3-C6, C11, C16, C17), as SQL
 * over {@code deposit d} and {@code campaign c}. A new kind of filter is one more line
 * here.
 */
final class DepositMatch {

	/**
	 * From a deposit up the tree to the campaigns of its agency's node and those above,
	 * that serve at the time of the deposit. Before its first day a campaign serves
	 * nobody, also not because it is retroactive: its catch-up does so then (C9).
	 */
	static final String DEPOSIT_TO_CAMPAIGN = """
			join node_ancestor na on na.node_id = d.agency_id
			join campaign c on c.target_id = na.ancestor_id and c.serves_until > d.deposited_at
			  and c.ready_at is not null and c.closed_by is null and (c.state in ('ACTIVE', 'CLOSED')
			    or c.state = 'SCHEDULED' and cast(c.start_date as timestamp) at time zone 'Europe/Paris' <= d.deposited_at)
			""";

	/**
	 * The time, the trigger, the filters, and who is left out: who has documents of a
	 * campaign whose people this one leaves out, or is about to get them.
	 */
	static final String MATCHES = """
			d.employee_id is not null
			and d.deposited_at >= c.serves_from
			and d.deposited_at < c.serves_until
			and case d.kind when 'PAYSLIP' then c.on_payslip else c.on_contract end
			and case c.executives when 'ALL' then true when 'ONLY' then d.executive else not d.executive end
			and (not exists (select 1 from campaign_client_company f where f.campaign_id = c.id)
			  or exists (select 1 from campaign_client_company f
			    where f.campaign_id = c.id and f.client_company_id = d.client_company_id))
			and not exists (select 1 from delivery served
			  where served.employee_id = d.employee_id and served.source_id = any(c.leave_out)
			  and served.state <> 'FAILED')
			""";

	private DepositMatch() {
	}

}
