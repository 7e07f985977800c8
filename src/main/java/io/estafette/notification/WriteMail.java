package io.estafette.notification;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.Map;
import java.util.Optional;

import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;

/**
 * Writes a mail in its reader's language: HTML and text, logo and sender name (O1),
 * support address (O7).
 */
@Component
class WriteMail {

	private final WriteHandOverMail writeHandOver;

	private final WriteAccountMail writeAccount;

	private final WriteNewsMail writeNews;

	private final MailTemplates templates;

	private final JavaMailSenderImpl mailServer;

	private final Clock clock;

	private final String from;

	private final String messageIdDomain;

	WriteMail(WriteHandOverMail writeHandOver, WriteAccountMail writeAccount, WriteNewsMail writeNews,
			MailTemplates templates, JavaMailSenderImpl mailServer, Clock clock, OutgoingMailProperties properties,
			@Value("${estafette.base-url}") String baseUrl) {
		this.writeHandOver = writeHandOver;
		this.writeAccount = writeAccount;
		this.writeNews = writeNews;
		this.templates = templates;
		this.mailServer = mailServer;
		this.clock = clock;
		this.from = properties.from();
		this.messageIdDomain = Optional.ofNullable(properties.messageIdDomain())
			.or(() -> Optional.ofNullable(URI.create(baseUrl).getHost()))
			.orElseThrow(() -> new IllegalArgumentException("estafette.base-url needs a host: " + baseUrl));
	}

	/**
	 * The complete message.
	 * @throws AddressException when the person's address cannot be one
	 */
	MimeMessage of(OutgoingMail mail) throws MessagingException {
		return message(switch (mail.content()) {
			case HandOverMail handOver -> this.writeHandOver.of(handOver, mail.copy(), mail.reminder());
			case AccountMail account -> this.writeAccount.of(account, mail.id());
			case NewsMail news -> this.writeNews.of(news, mail.id());
		});
	}

	private MimeMessage message(Letter letter) throws MessagingException {
		Map<String, Object> values = letter.values();
		values.put("subject", letter.subject());
		values.put("sender", MailTexts.oneLine(letter.sender()));
		values.put("support", letter.support());
		String logoId = "logo@" + this.messageIdDomain;
		letter.logo().ifPresent((shown) -> {
			values.put("logo", "cid:" + logoId);
			values.put("logoWidth", shown.width());
			values.put("logoHeight", shown.height());
		});
		MimeMessage message = new IdentifiedMessage(this.mailServer.getSession(),
				"<" + letter.messageId() + "@" + this.messageIdDomain + ">");
		message.setFrom(MailTexts.person(this.from, letter.sender()));
		message.setReplyTo(new InternetAddress[] { new InternetAddress(letter.support(), true) });
		message.setRecipient(Message.RecipientType.TO, letter.to());
		message.setSubject(letter.subject(), StandardCharsets.UTF_8.name());
		message.setSentDate(Date.from(this.clock.instant()));
		message.setContentLanguage(new String[] { letter.language().getLanguage() });
		// No out-of-office notes back, please.
		message.setHeader("Auto-Submitted", "auto-generated");
		message.setHeader("X-Auto-Response-Suppress", "All");
		message.setContent(alternatives(this.templates.fill(letter.template() + ".txt", letter.language(), values),
				withLogo(this.templates.fill(letter.template() + ".html", letter.language(), values), letter.logo(),
						logoId)));
		message.saveChanges();
		return message;
	}

	private static MimeMultipart alternatives(String text, MimeBodyPart html) throws MessagingException {
		MimeBodyPart plain = new MimeBodyPart();
		plain.setText(text, StandardCharsets.UTF_8.name());
		// The last one is the best one.
		return new MimeMultipart("alternative", plain, html);
	}

	private static MimeBodyPart withLogo(String html, Optional<Logo> logo, String logoId) throws MessagingException {
		MimeBodyPart page = new MimeBodyPart();
		page.setText(html, StandardCharsets.UTF_8.name(), "html");
		if (logo.isEmpty()) {
			return page;
		}
		MimeBodyPart image = new MimeBodyPart();
		image.setDataHandler(new DataHandler(new ByteArrayDataSource(logo.get().png(), "image/png")));
		image.setContentID("<" + logoId + ">");
		image.setDisposition(Part.INLINE);
		image.setFileName("logo.png");
		MimeBodyPart both = new MimeBodyPart();
		both.setContent(new MimeMultipart("related", page, image));
		return both;
	}

}
