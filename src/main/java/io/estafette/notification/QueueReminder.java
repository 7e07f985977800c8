package io.estafette.notification;

import java.util.List;
import java.util.UUID;

import io.estafette.platform.Refusal;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Puts a mail into the outbox that reminds somebody of what a hand-over brought to sign
 * (D4). It follows the hand-over's mail, with a Message-ID of its own (D2).
 */
@Service
public class QueueReminder {

	private final HandOverMails mails;

	private final MailLines mailLines;

	private final SendMails sendMails;

	QueueReminder(HandOverMails mails, MailLines mailLines, SendMails sendMails) {
		this.mails = mails;
		this.mailLines = mailLines;
		this.sendMails = sendMails;
	}

	/**
	 * Queues it; it leaves once the transaction is committed. A refusal leaves the
	 * caller's transaction as it is.
	 * @param toSign what is still to sign
	 * @throws Refusal NO_MAIL_YET, MAIL_WAITING while an earlier mail is still on its
	 * way, or MAIL_JUST_SENT
	 */
	@Transactional(noRollbackFor = Refusal.class)
	public void of(UUID handOver, List<HandOverMail.Line> toSign) {
		HandOverMails.Latest latest = this.mails.latest(handOver);
		this.mails.add(handOver, latest.copy() + 1, true, this.mailLines.write(toSign));
		this.sendMails.wakeAfterCommit();
	}

}
