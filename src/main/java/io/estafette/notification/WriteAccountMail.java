package io.estafette.notification;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.estafette.account.FindOwner;
import io.estafette.account.IssueOneTimeCode;
import io.estafette.account.IssuePasswordLink;
import io.estafette.account.Owner;
import io.estafette.organization.Branding;
import io.estafette.organization.FindBranding;
import io.estafette.organization.FindLogo;
import io.estafette.organization.NodeId;
import jakarta.mail.internet.AddressException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Writes a mail about a password, or with a code: to an employee in the name of their
 * agency (O1), to an HR user in the platform's.
 */
@Component
class WriteAccountMail {

	private static final String PLATFORM = "Estafette";

	private final FindOwner findOwner;

	private final IssuePasswordLink issueLink;

	private final IssueOneTimeCode issueCode;

	private final FindBranding findBranding;

	private final FindLogo findLogo;

	private final MessageSource messages;

	private final MailTexts texts;

	private final Clock clock;

	private final String platformSupport;

	WriteAccountMail(FindOwner findOwner, IssuePasswordLink issueLink, IssueOneTimeCode issueCode,
			FindBranding findBranding, FindLogo findLogo, MessageSource messages, MailTexts texts, Clock clock,
			@Value("${estafette.support-address}") String platformSupport) {
		this.findOwner = findOwner;
		this.issueLink = issueLink;
		this.issueCode = issueCode;
		this.findBranding = findBranding;
		this.findLogo = findLogo;
		this.messages = messages;
		this.texts = texts;
		this.clock = clock;
		this.platformSupport = platformSupport;
	}

	Letter of(AccountMail mail, UUID id) throws AddressException {
		Owner owner = this.findOwner.byId(mail.owner())
			.orElseThrow(() -> new AddressException("The account is no longer there"));
		Optional<NodeId> agency = Optional.ofNullable(owner.agency());
		Branding branding = agency.map(this.findBranding::of)
			.orElseGet(() -> new Branding(PLATFORM, this.platformSupport));
		boolean link = mail.kind() == AccountMail.Kind.PASSWORD_LINK;
		Map<String, Object> values = new HashMap<>();
		values.put("person", MailTexts.oneLine(owner.name()));
		values.put("texts", "mail." + mail.kind().texts());
		values.put("login", owner.login());
		values.put("at", this.texts.time(this.clock.instant(), owner.language()));
		values.put("detail", detail(mail));
		values.put("validMinutes", (link ? IssuePasswordLink.VALIDITY : IssueOneTimeCode.VALIDITY).toMinutes());
		values.put("link", this.texts.address(switch (mail.kind()) {
			case PASSWORD_LINK -> "/mot-de-passe/" + newLink(owner);
			case PASSWORD_CHANGED -> "/mot-de-passe";
			case ONE_TIME_CODE -> "/coffre";
			case EXPORT_READY, EXPORT_FAILED -> "/diffusions/pilotee/exports/" + mail.subject();
		}));
		return new Letter("account-" + id, MailTexts.person(owner.address(), owner.name()), branding.senderName(),
				branding.supportAddress(), agency.flatMap(this.findLogo::of).flatMap(Logo::of), owner.language(),
				this.messages.getMessage("mail." + mail.kind().texts() + ".subject", null, owner.language()), "account",
				values);
	}

	/** A code is committed before the mail leaves, as a link is. */
	private String detail(AccountMail mail) {
		UUID code = mail.subject();
		return (mail.kind() == AccountMail.Kind.ONE_TIME_CODE && code != null)
				? this.texts.beforehand(() -> this.issueCode.of(code)) : MailTexts.oneLine(mail.about());
	}

	/** Committed before the mail leaves, as an invitation is. */
	private String newLink(Owner owner) {
		return this.texts.beforehand(() -> this.issueLink.to(owner));
	}

}
