package io.estafette.notification;

import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.function.Supplier;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** What the mails write alike: addresses, days, links. */
@Component
class MailTexts {

	private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

	private final MessageSource messages;

	private final TransactionTemplate ownTransaction;

	private final String baseUrl;

	MailTexts(MessageSource messages, PlatformTransactionManager transactions,
			@Value("${estafette.base-url}") String baseUrl) {
		this.messages = messages;
		this.ownTransaction = new TransactionTemplate(transactions);
		this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
		this.baseUrl = baseUrl.replaceAll("/+$", "");
	}

	/** The address of a page. */
	String address(String path) {
		return this.baseUrl + path;
	}

	/**
	 * A secret that is committed before the mail leaves: the link of a mail that was
	 * accepted works, even if that could not be recorded.
	 */
	String beforehand(Supplier<String> secret) {
		String issued = this.ownTransaction.execute((status) -> secret.get());
		if (issued == null) {
			throw new IllegalStateException("No link was issued");
		}
		return issued;
	}

	String day(Instant instant, Locale language) {
		return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
			.withLocale(language)
			.format(instant.atZone(PARIS).toLocalDate());
	}

	String time(Instant instant, Locale language) {
		return DateTimeFormatter.ofPattern(this.messages.getMessage("mail.time", null, language), language)
			.format(instant.atZone(PARIS));
	}

	/** Where somebody's mails go. */
	static InternetAddress person(String address, String name) throws AddressException {
		InternetAddress result = new InternetAddress(address, true);
		try {
			result.setPersonal(oneLine(name), StandardCharsets.UTF_8.name());
		}
		catch (UnsupportedEncodingException ex) {
			throw new IllegalStateException(ex);
		}
		result.validate();
		return result;
	}

	/**
	 * Names may come from anywhere: no line breaks, which would make new headers, and
	 * nothing that turns the direction of the text around.
	 */
	static String oneLine(String text) {
		return text.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]+", " ").strip();
	}

}
