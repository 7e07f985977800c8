package io.estafette.notification;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.mail.MessagingException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;

/**
 * Why a mail could not be sent, told without personal data.
 *
 * @param code the kind of fault, followed by the mail server's reply and status codes
 */
record MailFault(Kind kind, String code) {

	/** What a fault means for the mail and for those behind it. */
	enum Kind {

		/** There is no such mailbox: asking again is useless. */
		ADDRESS_REFUSED,
		/** Not this mail, not now: the others go on, this one is tried again. */
		NOT_ACCEPTED,
		/** We could not write this mail: the others go on, this one is tried again. */
		NOT_WRITTEN,
		/** The mail server takes no mails at all: all of them wait. */
		SERVER_FAULT

	}

	private static final Pattern REPLY = Pattern.compile("^([2-5]\\d\\d)[ -]([245]\\.\\d{1,3}\\.\\d{1,3})\\b");

	private static final int SERVICE_CLOSING = 421;

	private static final int MAILBOX_FULL = 552;

	static MailFault of(MessagingException fault) {
		SMTPAddressFailedException address = find(fault, SMTPAddressFailedException.class);
		if (address != null && address.getReturnCode() != SERVICE_CLOSING) {
			String status = status(address);
			return fault(aboutTheAddress(address.getReturnCode(), status) ? Kind.ADDRESS_REFUSED : Kind.NOT_ACCEPTED,
					address.getReturnCode(), status);
		}
		SMTPSendFailedException refusal = find(fault, SMTPSendFailedException.class);
		if (refusal != null) {
			boolean content = refusal.getReturnCode() >= 500 && !refusal.getCommand().startsWith("MAIL");
			return fault(content ? Kind.NOT_ACCEPTED : Kind.SERVER_FAULT, refusal.getReturnCode(), status(refusal));
		}
		return new MailFault(Kind.SERVER_FAULT, Kind.SERVER_FAULT.name());
	}

	/**
	 * A refused address is not always a wrong one: a full mailbox, a forgotten login or a
	 * relay that does not know us yet (5.7, 5.3) can be put right.
	 */
	private static boolean aboutTheAddress(int reply, String status) {
		return switch (reply) {
			case 530, 534, 535, 538, MAILBOX_FULL -> false;
			default ->
				reply >= 500 && !status.startsWith("5.7.") && !status.startsWith("5.3.") && !"5.2.2".equals(status);
		};
	}

	private static MailFault fault(Kind kind, int reply, String status) {
		return new MailFault(kind, (kind.name() + " " + reply + " " + status).strip());
	}

	private static String status(MessagingException fault) {
		@Nullable String message = fault.getMessage();
		Matcher reply = REPLY.matcher((message != null) ? message : "");
		return reply.find() ? reply.group(2) : "";
	}

	private static <T extends MessagingException> @Nullable T find(MessagingException fault, Class<T> type) {
		@Nullable Exception link = fault;
		while (link != null) {
			if (type.isInstance(link)) {
				return type.cast(link);
			}
			link = (link instanceof MessagingException chained) ? chained.getNextException() : null;
		}
		return null;
	}

}
