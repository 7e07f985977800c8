package io.estafette.tracking;

import java.io.IOException;
import java.util.List;

/** One document of a campaign for one person (C14), by the date of its hand-over. */
final class CampaignLines implements ExportLines {

	@Override
	public List<String> columns() {
		return List.of("matricule", "lastName", "firstName", "agencyCode", "agency", "trigger", "document",
				"deliveredAt", "notifiedAt", "openedAt", "signedAt", "state", "reason");
	}

	@Override
	public String query() {
		return """
				select e.matricule, e.last_name, e.first_name, n.code, n.name,
				  case when h.source_kind = 'CAMPAIGN' then 'CATCH_UP_' else '' end || l.brought_by, doc.name,
				  l.handed_over_at, l.notified_at, l.opened_at, l.signed_at, %s
				from delivery l
				join hand_over h on h.id = l.hand_over_id
				join employee e on e.id = l.employee_id
				join node n on n.id = l.node_id
				join document doc on doc.id = l.document_id
				where l.source_id = :campaign and l.origin = 'CAMPAIGN'
				and l.handed_over_at >= :from and l.handed_over_at < :until
				order by l.number
				""".formatted(ExportLines.OUTCOME);
	}

	@Override
	public void write(CopiedLine line, ExportWords words, ExportWriter to) throws IOException {
		for (int column = 1; column <= 5; column++) {
			to.text(line.text(column));
		}
		to.text(words.trigger(line.text(6)));
		to.text(line.text(7));
		for (int column = 8; column <= 11; column++) {
			to.time(line.text(column));
		}
		ExportLines.outcome(line, 12, words, to);
	}

}
