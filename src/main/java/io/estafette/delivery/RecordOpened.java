package io.estafette.delivery;

import java.sql.Timestamp;
import java.time.Clock;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Notes the first time that the employee opened a document (D1: opened). */
@Service
public class RecordOpened {

	private final JdbcClient jdbc;

	private final Clock clock;

	RecordOpened(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/** Safe to repeat: the first time stays. */
	@Transactional
	public void of(DeliveryId delivery) {
		this.jdbc.sql("""
				update delivery set opened_at = :now,
				  state = case when state in ('HANDED_OVER', 'NOTIFIED') then 'OPENED' else state end
				where id = :id and handed_over_at is not null and opened_at is null
				""").param("now", Timestamp.from(this.clock.instant())).param("id", delivery.value()).update();
	}

}
