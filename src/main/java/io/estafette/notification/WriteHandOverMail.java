package io.estafette.notification;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.estafette.directory.Employee;
import io.estafette.directory.FindEmployees;
import io.estafette.directory.IssueInvitation;
import io.estafette.organization.Branding;
import io.estafette.organization.FindBranding;
import io.estafette.organization.FindLogo;
import jakarta.mail.internet.AddressException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Writes the mail of a hand-over (D2), and the one that reminds of what it brought to
 * sign (D4).
 */
@Component
class WriteHandOverMail {

	private final FindEmployees findEmployees;

	private final IssueInvitation issueInvitation;

	private final FindBranding findBranding;

	private final FindLogo findLogo;

	private final MessageSource messages;

	private final MailTexts texts;

	private final Clock clock;

	WriteHandOverMail(FindEmployees findEmployees, IssueInvitation issueInvitation, FindBranding findBranding,
			FindLogo findLogo, MessageSource messages, MailTexts texts, Clock clock) {
		this.findEmployees = findEmployees;
		this.issueInvitation = issueInvitation;
		this.findBranding = findBranding;
		this.findLogo = findLogo;
		this.messages = messages;
		this.texts = texts;
		this.clock = clock;
	}

	/**
	 * A person without an account gets a new invitation in it.
	 * @param copy more than 0 when it follows the first mail of its hand-over
	 * @param reminder whether it reminds
	 * @throws AddressException when the person's address cannot be one
	 */
	Letter of(HandOverMail mail, int copy, boolean reminder) throws AddressException {
		Employee employee = this.findEmployees.byIds(List.of(mail.employee())).getFirst();
		Branding branding = this.findBranding.of(mail.node());
		Locale language = employee.language();
		List<String> toSign = names(mail, true);
		List<String> toRead = names(mail, false);
		Map<String, Object> values = new HashMap<>();
		values.put("person", MailTexts.oneLine(employee.fullName()));
		values.put("count", mail.documents().size());
		values.put("reminder", reminder);
		values.put("toSign", toSign);
		values.put("lastDays", lastDays(mail, language));
		values.put("toRead", toRead);
		values.put("hasAccount", employee.hasAccount());
		values.put("validDays", IssueInvitation.VALIDITY.toDays());
		values.put("validUntil", this.texts.day(this.clock.instant().plus(IssueInvitation.VALIDITY), language));
		Letter letter = new Letter("handover-" + mail.handOver() + ((copy > 0) ? "." + copy : ""),
				MailTexts.person(employee.email(), employee.fullName()), branding.senderName(),
				branding.supportAddress(), this.findLogo.of(mail.node()).flatMap(Logo::of), language,
				subject(branding, reminder, toSign.size(), mail.documents().size(), language), "hand-over", values);
		values.put("link", employee.hasAccount() ? this.texts.address("/coffre") : this.texts
			.address("/invitation/" + this.texts.beforehand(() -> this.issueInvitation.to(employee.id()))));
		return letter;
	}

	private String subject(Branding branding, boolean reminder, int toSign, int all, Locale language) {
		String variant = (toSign == 0) ? "toRead" : ((toSign == all) ? "toSign" : "both");
		return this.messages.getMessage(reminder ? "mail.reminder.subject" : "mail.handOver.subject." + variant,
				new Object[] { MailTexts.oneLine(branding.senderName()), all, toSign }, language);
	}

	/** Until when each of those to sign can be signed; null where it does not end. */
	private List<@Nullable String> lastDays(HandOverMail mail, Locale language) {
		List<@Nullable String> days = new ArrayList<>();
		for (HandOverMail.Line line : mail.documents()) {
			if (line.toSign()) {
				Instant until = line.until();
				days.add((until != null) ? this.texts.day(until, language) : null);
			}
		}
		return days;
	}

	private static List<String> names(HandOverMail mail, boolean toSign) {
		return mail.documents()
			.stream()
			.filter((document) -> document.toSign() == toSign)
			.map((document) -> MailTexts.oneLine(document.name()))
			.toList();
	}

}
