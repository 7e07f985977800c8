package io.estafette.delivery;

import java.util.List;

import io.estafette.notification.RepeatMail;
import io.estafette.organization.ActorId;
import io.estafette.platform.Refusal;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sends the mail of a hand-over once more because an HR user asks for it: it was lost, or
 * the address was wrong and has been corrected (F9, D2).
 */
@Service
public class RepeatHandOverMail {

	private final FindRepeatableMails findRepeatable;

	private final RepeatMail repeatMail;

	RepeatHandOverMail(FindRepeatableMails findRepeatable, RepeatMail repeatMail) {
		this.findRepeatable = findRepeatable;
		this.repeatMail = repeatMail;
	}

	/**
	 * Puts the mail into the outbox again.
	 * @throws Refusal NOT_FOUND for what the actor may not see (O8), NO_MAIL_YET,
	 * MAIL_WAITING or MAIL_JUST_SENT
	 */
	@Transactional
	public void of(HandOverId handOver, ActorId actor) {
		if (!this.findRepeatable.of(actor, List.of(handOver)).contains(handOver)) {
			throw Refusal.notFound();
		}
		this.repeatMail.of(handOver.value());
	}

}
