package io.estafette.delivery;

import java.util.UUID;

import io.estafette.notification.MailBounced;
import io.estafette.notification.News;
import io.estafette.notification.QueueNews;
import io.estafette.organization.ActorId;
import io.estafette.organization.DiffusionKind;
import io.estafette.organization.FindWhoToTell;
import io.estafette.organization.NodeId;
import org.springframework.context.MessageSource;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Tells who sent documents that the mail about them came back, in the next digest. The
 * documents are in the vault all the same (D2). What payroll systems deposit is nobody's
 * send: the pages show it.
 */
@Service
class TellBounced {

	private record Sent(DiffusionKind kind, UUID id, NodeId node, ActorId sender, String person) {
	}

	private final QueueNews queueNews;

	private final FindWhoToTell findWhoToTell;

	private final MessageSource messages;

	private final JdbcClient jdbc;

	TellBounced(QueueNews queueNews, FindWhoToTell findWhoToTell, MessageSource messages, JdbcClient jdbc) {
		this.queueNews = queueNews;
		this.findWhoToTell = findWhoToTell;
		this.messages = messages;
		this.jdbc = jdbc;
	}

	@EventListener
	void on(MailBounced bounced) {
		this.jdbc.sql("""
				select h.source_kind = 'CAMPAIGN', h.source_id, h.node_id, h.sender_id,
				  e.first_name || ' ' || e.last_name || ' (' || e.matricule || ')'
				from hand_over h join employee e on e.id = h.employee_id
				where h.id = ? and h.source_kind in ('FREE_DIFFUSION', 'CAMPAIGN')
				""")
			.param(bounced.handOver())
			.query((row, number) -> new Sent(row.getBoolean(1) ? DiffusionKind.CAMPAIGN : DiffusionKind.FREE,
					row.getObject(2, UUID.class), new NodeId(row.getObject(3, UUID.class)),
					new ActorId(row.getObject(4, UUID.class)), row.getString(5)))
			.optional()
			.ifPresent(this::tell);
	}

	private void tell(Sent sent) {
		News news = new News(sent.kind().page(sent.id()), false, false, (language) -> this.messages
			.getMessage("delivery.news.bounced", new Object[] { sent.person() }, language));
		this.findWhoToTell.of(sent.node(), sent.sender(), sent.kind())
			.ifPresent((user) -> this.queueNews.to(user.value(), news));
	}

}
