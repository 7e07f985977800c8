package io.estafette.delivery;

import java.util.Locale;
import java.util.UUID;

import io.estafette.notification.MailBounced;
import io.estafette.notification.QueueNews;

import org.springframework.context.MessageSource;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Tells who sent documents that the mail about them came back, in the next digest. The
 * documents are in the vault all the same (D2).
 */
@Service
class TellBounced {

	private record Sent(UUID sender, String person) {
	}

	private final QueueNews queueNews;

	private final MessageSource messages;

	private final JdbcClient jdbc;

	TellBounced(QueueNews queueNews, MessageSource messages, JdbcClient jdbc) {
		this.queueNews = queueNews;
		this.messages = messages;
		this.jdbc = jdbc;
	}

	@EventListener
	void on(MailBounced bounced) {
		this.jdbc.sql("""
				select h.sender_id, e.first_name || ' ' || e.last_name || ' (' || e.matricule || ')'
				from hand_over h join employee e on e.id = h.employee_id where h.id = ?
				""")
			.param(bounced.handOver())
			.query((row, number) -> new Sent(row.getObject(1, UUID.class), row.getString(2)))
			.optional()
			.ifPresent((sent) -> this.queueNews.to(sent.sender(),
					this.messages.getMessage("delivery.news.bounced", new Object[] { sent.person() }, Locale.FRENCH)));
	}

}
