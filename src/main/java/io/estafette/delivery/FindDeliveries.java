package io.estafette.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

import io.estafette.document.DocumentId;
import io.estafette.document.DocumentType;
import io.estafette.platform.StoredTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The ledger lines of a source, whoever asks: check rights first. */
@Service
public class FindDeliveries {

	/**
	 * What is read of a line {@code l}, its person {@code e}, its document {@code doc}
	 * and what it asks to sign.
	 */
	static final String COLUMNS = "select l.*, e.matricule, doc.name, doc.type, " + Signing.COLUMNS + '\n';

	private final JdbcClient jdbc;

	FindDeliveries(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** The first lines, by person and then by document. */
	public List<Delivery> of(UUID source, int limit) {
		return this.jdbc.sql(COLUMNS + """
				from hand_over h
				join delivery l on l.hand_over_id = h.id
				join employee e on e.id = h.employee_id
				join document doc on doc.id = l.document_id
				""" + Signing.JOIN + """
				where h.source_id = ?
				order by h.ordinal, l.position limit ?
				""").param(source).param(limit).query(FindDeliveries::map).list();
	}

	/** What one deposit of a payroll system brought, its own document first. */
	public List<Delivery> ofDeposit(UUID deposit) {
		return this.jdbc.sql(COLUMNS + """
				from delivery l
				join employee e on e.id = l.employee_id
				join document doc on doc.id = l.document_id
				""" + Signing.JOIN + """
				where l.deposit_id = ?
				order by l.position
				""").param(deposit).query(FindDeliveries::map).list();
	}

	static Delivery map(ResultSet row, int number) throws SQLException {
		return new Delivery(new DeliveryId(row.getObject("id", UUID.class)), row.getObject("source_id", UUID.class),
				row.getString("matricule"), new DocumentId(row.getObject("document_id", UUID.class)),
				row.getString("name"), DocumentType.valueOf(row.getString("type")),
				DeliveryState.valueOf(row.getString("state")), row.getString("reason"),
				StoredTime.of(row, "handed_over_at"), StoredTime.of(row, "notified_at"),
				StoredTime.of(row, "opened_at"), StoredTime.of(row, "signed_at"), Signing.of(row));
	}

}
