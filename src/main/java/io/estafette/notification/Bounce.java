package io.estafette.notification;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import org.eclipse.angus.mail.dsn.DeliveryStatus;
import org.eclipse.angus.mail.dsn.MultipartReport;
import org.jspecify.annotations.Nullable;

/**
 * What a mail server says for good about one of our mails, in a report of RFC 3464.
 *
 * @param messageId of our mail
 * @param recipient the address that could not be served, in lower case
 * @param status the code of RFC 3463, such as 5.1.1
 */
record Bounce(String messageId, String recipient, String status) {

	private static final Pattern ADDRESS = Pattern.compile("(?i)^\\s*rfc822\\s*;\\s*<?([^<>\\s\\p{Cc}]{3,254})>?\\s*$");

	private static final Pattern STATUS = Pattern.compile("^\\s*(5\\.\\d{1,3}\\.\\d{1,3})\\b");

	private static final Pattern ID = Pattern.compile("^\\s*<([^<>\\s\\p{Cc}]{1,300})>\\s*$");

	/**
	 * The bounce in this message, if it is one. Delays, out-of-office notes and whatever
	 * else people send are none.
	 */
	static Optional<Bounce> in(MimeMessage message) {
		try {
			if (!message.isMimeType("multipart/report") || !(message.getContent() instanceof MultipartReport report)
					|| !(report.getReport() instanceof DeliveryStatus status) || status.getRecipientDSNCount() != 1) {
				return Optional.empty();
			}
			InternetHeaders recipient = status.getRecipientDSN(0);
			MimeMessage returned = report.getReturnedMessage();
			String action = header(recipient, "Action");
			if (returned == null || action == null || !action.strip().toLowerCase(Locale.ROOT).startsWith("failed")) {
				return Optional.empty();
			}
			String id = group(ID, returned.getHeader("Message-ID", null));
			// What the sender had written says more than what a forwarding server made of
			// it.
			String address = group(ADDRESS, header(recipient, "Original-Recipient"));
			address = (address != null) ? address : group(ADDRESS, header(recipient, "Final-Recipient"));
			String code = group(STATUS, header(recipient, "Status"));
			return (id != null && address != null && code != null)
					? Optional.of(new Bounce(id, address.toLowerCase(Locale.ROOT), code)) : Optional.empty();
		}
		catch (MessagingException | java.io.IOException | RuntimeException ex) {
			// Whoever knows the address can send anything there.
			return Optional.empty();
		}
	}

	private static @Nullable String header(InternetHeaders headers, String name) {
		return headers.getHeader(name, null);
	}

	private static @Nullable String group(Pattern pattern, @Nullable String text) {
		Matcher matcher = pattern.matcher((text != null) ? text : "");
		return matcher.find() ? matcher.group(1) : null;
	}

}
