package io.estafette.delivery;

import java.sql.Timestamp;

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

	RecordNotified(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** In the transaction that notes the mail as sent, so that the two never differ. */
	@EventListener
	void on(MailSent mail) {
		this.jdbc.sql("""
				update delivery set notified_at = :at,
				  state = case when state = 'HANDED_OVER' then 'NOTIFIED' else state end
				where hand_over_id = :handOver and handed_over_at is not null and notified_at is null
				""").param("at", Timestamp.from(mail.at())).param("handOver", mail.handOver()).update();
	}

}
