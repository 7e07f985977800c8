package io.estafette.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.estafette.document.DocumentId;
import io.estafette.document.DocumentType;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The ledger lines of a source, whoever asks: check rights first. */
@Service
public class FindDeliveries {

	/**
	 * What is read of a line {@code d}, its person {@code e}, its document {@code doc}
	 * and what it asks to sign. A reminder is of everything in its hand-over.
	 */
	static final String COLUMNS = """
			select d.*, e.matricule, doc.name, doc.type, s.reason as refusal, s.expires_at as signature_expires_at,
			  (select max(o.reminded_at) from signature_request o where o.hand_over_id = s.hand_over_id) as reminded_at
			""";

	static final String SIGNATURE = """
			left join signature_request s on s.id = d.id and s.state <> 'CANCELLED'
			""";

	private final JdbcClient jdbc;

	FindDeliveries(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** The first lines, by person and then by document. */
	public List<Delivery> of(UUID source, int limit) {
		return this.jdbc.sql(COLUMNS + """
				from hand_over h
				join delivery d on d.hand_over_id = h.id
				join employee e on e.id = h.employee_id
				join document doc on doc.id = d.document_id
				""" + SIGNATURE + """
				where h.source_id = ?
				order by h.ordinal, d.position limit ?
				""").param(source).param(limit).query(FindDeliveries::map).list();
	}

	/** What one deposit of a payroll system brought, its own document first. */
	public List<Delivery> ofDeposit(UUID deposit) {
		return this.jdbc.sql(COLUMNS + """
				from delivery d
				join employee e on e.id = d.employee_id
				join document doc on doc.id = d.document_id
				""" + SIGNATURE + """
				where d.deposit_id = ?
				order by d.position
				""").param(deposit).query(FindDeliveries::map).list();
	}

	static Delivery map(ResultSet row, int number) throws SQLException {
		return new Delivery(new DeliveryId(row.getObject("id", UUID.class)), row.getObject("source_id", UUID.class),
				row.getString("matricule"), new DocumentId(row.getObject("document_id", UUID.class)),
				row.getString("name"), DocumentType.valueOf(row.getString("type")),
				DeliveryState.valueOf(row.getString("state")), row.getString("reason"), at(row, "handed_over_at"),
				at(row, "notified_at"), at(row, "opened_at"), at(row, "signed_at"), row.getString("refusal"),
				at(row, "signature_expires_at"), at(row, "reminded_at"));
	}

	private static @Nullable Instant at(ResultSet row, String column) throws SQLException {
		@Nullable Timestamp at = row.getTimestamp(column);
		return (at != null) ? at.toInstant() : null;
	}

}
