package io.estafette.tracking;

import java.io.IOException;
import java.util.List;

/** One document of a free diffusion for one person (F9), by the date of the send. */
final class SendLines implements ExportLines {

	@Override
	public List<String> columns() {
		return List.of("sentAt", "sender", "agencyCode", "agency", "matricule", "lastName", "firstName", "document",
				"type", "deliveredAt", "notifiedAt", "openedAt", "signedAt", "state", "reason");
	}

	@Override
	public String query() {
		return """
				select l.prepared_at, a.name, n.code, n.name, e.matricule, e.last_name, e.first_name, doc.name, l.type,
				  l.handed_over_at, l.notified_at, l.opened_at, l.signed_at, %s
				from delivery l
				join actor a on a.id = l.sender_id
				join employee e on e.id = l.employee_id
				join node n on n.id = l.node_id
				join document doc on doc.id = l.document_id
				where l.origin = 'FREE_DIFFUSION' and l.node_id = any(:nodes)
				and l.prepared_at >= :from and l.prepared_at < :until
				order by l.prepared_at, l.number
				""".formatted(ExportLines.OUTCOME);
	}

	@Override
	public void write(CopiedLine line, ExportWords words, ExportWriter to) throws IOException {
		to.time(line.text(1));
		for (int column = 2; column <= 8; column++) {
			to.text(line.text(column));
		}
		to.text(words.type(line.required(9)));
		for (int column = 10; column <= 13; column++) {
			to.time(line.text(column));
		}
		ExportLines.outcome(line, 14, words, to);
	}

}
