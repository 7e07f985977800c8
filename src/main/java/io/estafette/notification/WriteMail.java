package io.estafette.notification;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import io.estafette.directory.Employee;
import io.estafette.directory.EmployeeId;
import io.estafette.directory.FindEmployees;
import io.estafette.directory.IssueInvitation;
import io.estafette.organization.Branding;
import io.estafette.organization.FindBranding;
import io.estafette.organization.FindLogo;
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
import org.springframework.context.MessageSource;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes the mail of a hand-over in its reader's language (D2): HTML and text, logo and
 * sender name of the node (O1), support address (O7).
 */
@Component
class WriteMail {

	private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

	private final FindEmployees findEmployees;

	private final IssueInvitation issueInvitation;

	private final FindBranding findBranding;

	private final FindLogo findLogo;

	private final MailTemplates templates;

	private final MessageSource messages;

	private final JavaMailSenderImpl mailServer;

	private final TransactionTemplate ownTransaction;

	private final Clock clock;

	private final String from;

	private final String baseUrl;

	private final String messageIdDomain;

	WriteMail(FindEmployees findEmployees, IssueInvitation issueInvitation, FindBranding findBranding,
			FindLogo findLogo, MailTemplates templates, MessageSource messages, JavaMailSenderImpl mailServer,
			PlatformTransactionManager transactions, Clock clock, OutgoingMailProperties properties,
			@Value("${estafette.base-url}") String baseUrl) {
		this.findEmployees = findEmployees;
		this.issueInvitation = issueInvitation;
		this.findBranding = findBranding;
		this.findLogo = findLogo;
		this.templates = templates;
		this.messages = messages;
		this.mailServer = mailServer;
		this.ownTransaction = new TransactionTemplate(transactions);
		this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
		this.clock = clock;
		this.from = properties.from();
		this.baseUrl = baseUrl.replaceAll("/+$", "");
		this.messageIdDomain = Optional.ofNullable(properties.messageIdDomain())
			.or(() -> Optional.ofNullable(URI.create(baseUrl).getHost()))
			.orElseThrow(() -> new IllegalArgumentException("estafette.base-url needs a host: " + baseUrl));
	}

	/**
	 * The complete message. A person without an account gets a new invitation in it.
	 * @param copy more than 0 when the mail is asked for again after it was sent
	 * @throws AddressException when the person's address cannot be one
	 */
	MimeMessage of(HandOverMail mail, int copy) throws MessagingException {
		Employee employee = this.findEmployees.byIds(List.of(mail.employee())).getFirst();
		Branding branding = this.findBranding.of(mail.node());
		Optional<Logo> logo = this.findLogo.of(mail.node()).flatMap(Logo::of);
		InternetAddress to = address(employee.email(), employee.fullName());
		to.validate();

		Locale language = employee.language();
		List<String> toSign = names(mail, true);
		List<String> toRead = names(mail, false);
		Map<String, Object> values = new HashMap<>();
		values.put("subject",
				subject(oneLine(branding.senderName()), toSign.size(), mail.documents().size(), language));
		values.put("person", oneLine(employee.fullName()));
		values.put("sender", oneLine(branding.senderName()));
		values.put("support", branding.supportAddress());
		values.put("count", mail.documents().size());
		values.put("toSign", toSign);
		values.put("toRead", toRead);
		values.put("hasAccount", employee.hasAccount());
		values.put("link", employee.hasAccount() ? this.baseUrl + "/coffre"
				: this.baseUrl + "/invitation/" + newInvitation(employee.id()));
		values.put("validDays", IssueInvitation.VALIDITY.toDays());
		values.put("validUntil", day(this.clock.instant().plus(IssueInvitation.VALIDITY), language));
		String logoId = "logo@" + this.messageIdDomain;
		logo.ifPresent((shown) -> {
			values.put("logo", "cid:" + logoId);
			values.put("logoWidth", shown.width());
			values.put("logoHeight", shown.height());
		});

		HandOverMessage message = new HandOverMessage(this.mailServer.getSession(),
				"<handover-" + mail.handOver() + ((copy > 0) ? "." + copy : "") + "@" + this.messageIdDomain + ">");
		message.setFrom(address(this.from, branding.senderName()));
		message.setReplyTo(new InternetAddress[] { new InternetAddress(branding.supportAddress(), true) });
		message.setRecipient(Message.RecipientType.TO, to);
		message.setSubject((String) values.get("subject"), StandardCharsets.UTF_8.name());
		message.setSentDate(Date.from(this.clock.instant()));
		message.setContentLanguage(new String[] { language.getLanguage() });
		// No out-of-office notes back, please.
		message.setHeader("Auto-Submitted", "auto-generated");
		message.setHeader("X-Auto-Response-Suppress", "All");
		message.setContent(alternatives(this.templates.fill("hand-over.txt", language, values),
				withLogo(this.templates.fill("hand-over.html", language, values), logo, logoId)));
		message.saveChanges();
		return message;
	}

	/**
	 * Committed before the mail leaves: the link of a mail that was accepted works, even
	 * if that could not be recorded.
	 */
	private String newInvitation(EmployeeId employee) {
		String token = this.ownTransaction.execute((status) -> this.issueInvitation.to(employee));
		if (token == null) {
			throw new IllegalStateException("No invitation was issued");
		}
		return token;
	}

	private String subject(String sender, int toSign, int all, Locale language) {
		String variant = (toSign == 0) ? "toRead" : ((toSign == all) ? "toSign" : "both");
		return this.messages.getMessage("mail.handOver.subject." + variant, new Object[] { sender, all, toSign },
				language);
	}

	private static String day(Instant instant, Locale language) {
		return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
			.withLocale(language)
			.format(instant.atZone(PARIS).toLocalDate());
	}

	private static List<String> names(HandOverMail mail, boolean toSign) {
		return mail.documents()
			.stream()
			.filter((document) -> document.toSign() == toSign)
			.map((document) -> oneLine(document.name()))
			.toList();
	}

	private static InternetAddress address(String address, String name) throws AddressException {
		InternetAddress result = new InternetAddress(address, true);
		try {
			result.setPersonal(oneLine(name), StandardCharsets.UTF_8.name());
		}
		catch (java.io.UnsupportedEncodingException ex) {
			throw new IllegalStateException(ex);
		}
		return result;
	}

	/**
	 * Names may come from anywhere: no line breaks, which would make new headers, and
	 * nothing that turns the direction of the text around.
	 */
	private static String oneLine(String text) {
		return text.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]+", " ").strip();
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
