package io.estafette.delivery;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import io.estafette.directory.EmployeeId;
import io.estafette.notification.HandOverMail;
import io.estafette.notification.QueueMails;
import io.estafette.organization.NodeId;
import io.estafette.platform.StoredTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Puts one mail per hand-over into the outbox, listing all its documents, those to sign
 * first (D2). Safe to repeat.
 */
@Service
public class NotifyRecipients {

	private final JdbcClient jdbc;

	private final QueueMails queueMails;

	NotifyRecipients(JdbcClient jdbc, QueueMails queueMails) {
		this.jdbc = jdbc;
		this.queueMails = queueMails;
	}

	/** Queues the mails of those of these hand-overs that are in the vault. */
	@Transactional
	public void of(Collection<HandOverId> handOvers) {
		record Line(UUID handOver, UUID employee, UUID node, HandOverMail.Line document) {
		}
		Map<UUID, List<Line>> byHandOver = this.jdbc.sql("""
				select h.id, h.employee_id, h.node_id, doc.name, doc.type, s.expires_at
				from hand_over h
				join delivery d on d.hand_over_id = h.id and d.handed_over_at is not null
				join document doc on doc.id = d.document_id
				left join signature_request s on s.id = d.id
				where h.id = any(?)
				order by h.ordinal, (doc.type = 'TO_SIGN') desc, d.position
				""")
			.param(handOvers.stream().map(HandOverId::value).toArray(UUID[]::new))
			.query((row, number) -> new Line(row.getObject(1, UUID.class), row.getObject(2, UUID.class),
					row.getObject(3, UUID.class),
					new HandOverMail.Line(row.getString(4), "TO_SIGN".equals(row.getString(5)),
							StoredTime.of(row, "expires_at"))))
			.list()
			.stream()
			.collect(Collectors.groupingBy(Line::handOver));
		this.queueMails.of(byHandOver.values()
			.stream()
			.map((lines) -> new HandOverMail(lines.getFirst().handOver(), new EmployeeId(lines.getFirst().employee()),
					new NodeId(lines.getFirst().node()), lines.stream().map(Line::document).toList()))
			.toList());
	}

}
