package io.estafette.delivery;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;

import io.estafette.notification.MailSent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Notes in the ledger that the mail of a hand-over was accepted by the mail server (D1:
 * notified).
 */
@Service
class RecordNotified {

	private final JdbcClient jdbc;

	private final DeliveryMeters meters;

	RecordNotified(JdbcClient jdbc, DeliveryMeters meters) {
		this.jdbc = jdbc;
		this.meters = meters;
	}

	/** In the transaction that notes the mail as sent, so that the two never differ. */
	@EventListener
	void on(MailSent mail) {
		List<Instant> handedOver = this.jdbc.sql("""
				update delivery set notified_at = :at,
				  state = case when state = 'HANDED_OVER' then 'NOTIFIED' else state end
				where hand_over_id = :handOver and handed_over_at is not null and notified_at is null
				returning handed_over_at
				""")
			.param("at", Timestamp.from(mail.at()))
			.param("handOver", mail.handOver())
			.query((row, number) -> row.getTimestamp(1).toInstant())
			.list();
		if (!handedOver.isEmpty()) {
			this.meters.notified(handedOver.getFirst(), mail.at());
		}
	}

}
