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
				join delivery d on d.hand_over_id = h.id and d.state = 'FAILED'
				join employee e on e.id = h.employee_id
				join document doc on doc.id = d.document_id
				""" + FindDeliveries.SIGNATURE + """
				where h.source_id = ?
				order by h.ordinal, d.position limit ?
				""").param(source).param(limit).query(FindDeliveries::map).list();
	}

}
