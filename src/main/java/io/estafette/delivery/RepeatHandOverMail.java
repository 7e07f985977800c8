package io.estafette.delivery;

import java.util.UUID;

import io.estafette.notification.RepeatMail;
import io.estafette.organization.ActorId;
import io.estafette.organization.FindEmitters;
import io.estafette.organization.NodeId;
import io.estafette.platform.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sends the mail of a hand-over once more because an HR user asks for it: it was lost, or
 * the address was wrong and has been corrected (F9, D2).
 */
@Service
public class RepeatHandOverMail {

	private final JdbcClient jdbc;

	private final FindEmitters findEmitters;

	private final RepeatMail repeatMail;

	RepeatHandOverMail(JdbcClient jdbc, FindEmitters findEmitters, RepeatMail repeatMail) {
		this.jdbc = jdbc;
		this.findEmitters = findEmitters;
		this.repeatMail = repeatMail;
	}

	/**
	 * Puts the mail into the outbox again.
	 * @throws Refusal NOT_FOUND for what the actor may not see (O8), NO_MAIL_YET,
	 * MAIL_WAITING or MAIL_JUST_SENT
	 */
	@Transactional
	public void of(HandOverId handOver, ActorId actor) {
		this.jdbc.sql("select node_id from hand_over where id = ?")
			.param(handOver.value())
			.query((row, number) -> new NodeId(row.getObject(1, UUID.class)))
			.optional()
			.flatMap((node) -> this.findEmitters.of(actor, node))
			.orElseThrow(Refusal::notFound);
		this.repeatMail.of(handOver.value());
	}

}
