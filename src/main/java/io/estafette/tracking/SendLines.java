package io.estafette.tracking;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
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
				select %s, a.name, n.code, n.name, e.matricule, e.last_name, e.first_name, doc.name, l.type,
				  %s, %s, %s, %s, %s
				from delivery l
				join actor a on a.id = l.sender_id
				join employee e on e.id = l.employee_id
				join node n on n.id = l.node_id
				join document doc on doc.id = l.document_id
				where l.origin = 'FREE_DIFFUSION' and l.node_id = any(:nodes)
				and l.prepared_at >= :from and l.prepared_at < :until
				order by l.prepared_at, l.number
				""".formatted(ExportLines.seconds("l.prepared_at"), ExportLines.seconds("l.handed_over_at"),
				ExportLines.seconds("l.notified_at"), ExportLines.seconds("l.opened_at"),
				ExportLines.seconds("l.signed_at"), ExportLines.OUTCOME);
	}

	@Override
	public void write(ResultSet row, ExportWords words, ExportWriter to) throws SQLException, IOException {
		to.time(ExportLines.time(row, 1));
		for (int column = 2; column <= 8; column++) {
			to.text(row.getString(column));
		}
		to.text(words.type(row.getString(9)));
		for (int column = 10; column <= 13; column++) {
			to.time(ExportLines.time(row, column));
		}
		ExportLines.outcome(row, 14, words, to);
	}

}
