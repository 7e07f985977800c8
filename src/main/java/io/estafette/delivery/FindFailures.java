package io.estafette.delivery;

import java.util.List;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The failed ledger lines of a source (F11), whoever asks: check rights first. */
@Service
public class FindFailures {

	private final JdbcClient jdbc;

	FindFailures(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** The first failed lines, by person and then by document. */
	public List<Delivery> of(UUID source, int limit) {
		return this.jdbc.sql(FindDeliveries.COLUMNS + """
				from hand_over h
				join delivery l on l.hand_over_id = h.id and l.state = 'FAILED'
				join employee e on e.id = h.employee_id
				join document doc on doc.id = l.document_id
				""" + Signing.JOIN + """
				where h.source_id = ?
				order by h.ordinal, l.position limit ?
				""").param(source).param(limit).query(FindDeliveries::map).list();
	}

}
