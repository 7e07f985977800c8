package io.estafette.tracking;

import java.io.IOException;
import java.util.List;

/**
 * One deposit and what became of it (P1, P4), by the date of its reception. Those whose
 * agency is not known yet are seen by whoever sees an agency of the brand.
 */
final class DepositLines implements ExportLines {

	@Override
	public List<String> columns() {
		return List.of("receivedAt", "depositedAt", "system", "externalId", "kind", "period", "matricule", "lastName",
				"firstName", "agencyCode", "agency", "state", "documents", "completedAt");
	}

	@Override
	public String query() {
		return """
				select d.received_at, d.deposited_at, s.name, d.external_id, d.kind, d.period, d.matricule, e.last_name,
				  e.first_name, n.code, n.name, d.state,
				  (select count(*) from delivery l where l.deposit_id = d.id and l.handed_over_at is not null),
				  d.completed_at
				from deposit d
				join actor s on s.id = d.system_id
				left join node n on n.id = d.agency_id
				left join employee e on e.id = d.employee_id
				where d.brand_id in (select brand_id from node where id = any(:nodes))
				and (d.agency_id = any(:nodes) or d.agency_id is null)
				and d.received_at >= :from and d.received_at < :until
				order by d.received_at, d.id
				""";
	}

	@Override
	public void write(CopiedLine line, ExportWords words, ExportWriter to) throws IOException {
		to.time(line.text(1));
		to.time(line.text(2));
		to.text(line.text(3));
		to.text(line.text(4));
		to.text(words.trigger(line.text(5)));
		for (int column = 6; column <= 11; column++) {
			to.text(line.text(column));
		}
		to.text(words.depositState(line.required(12)));
		to.text(line.text(13));
		to.time(line.text(14));
	}

}
