package io.estafette.notification;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.estafette.account.FindOwner;
import io.estafette.account.Owner;
import jakarta.mail.internet.AddressException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Writes a mail with news for an HR user, in the platform's name. */
@Component
class WriteNewsMail {

	private final FindOwner findOwner;

	private final MessageSource messages;

	private final MailTexts texts;

	private final String platformSupport;

	WriteNewsMail(FindOwner findOwner, MessageSource messages, MailTexts texts,
			@Value("${estafette.support-address}") String platformSupport) {
		this.findOwner = findOwner;
		this.messages = messages;
		this.texts = texts;
		this.platformSupport = platformSupport;
	}

	Letter of(NewsMail mail, UUID id) throws AddressException {
		Owner owner = this.findOwner.byId(mail.owner())
			.orElseThrow(() -> new AddressException("The account is no longer there"));
		Map<String, Object> values = new HashMap<>();
		values.put("person", MailTexts.oneLine(owner.name()));
		Map<String, List<String>> byPage = new LinkedHashMap<>();
		mail.lines()
			.forEach((line) -> byPage.computeIfAbsent(page(line), (page) -> new ArrayList<>())
				.add(MailTexts.oneLine(line.name())));
		values.put("lines", byPage);
		values.put("first", MailTexts.oneLine(mail.lines().getFirst().name()));
		values.put("more", mail.more());
		// What is about one page leads there; else each line does.
		values.put("several", byPage.size() > 1);
		values.put("link", (byPage.size() > 1) ? this.texts.address("/") : byPage.keySet().iterator().next());
		return new Letter("news-" + id, MailTexts.person(owner.address(), owner.name()), "Estafette",
				this.platformSupport, Optional.empty(), owner.language(),
				this.messages.getMessage("mail.news.subject", new Object[] { mail.size() }, owner.language()), "news",
				values);
	}

	private String page(NewsMail.Line line) {
		String page = line.page();
		return this.texts.address((page != null) ? page : "/documents");
	}

}
