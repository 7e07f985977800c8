package io.estafette.signature;

import java.util.List;
import java.util.Locale;

import io.estafette.directory.FindEmployees;
import io.estafette.document.FindDocuments;
import io.estafette.notification.QueueNews;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Tells the sender what became of a request to sign (D4). */
@Component
class TellSender {

	private final QueueNews queueNews;

	private final FindEmployees findEmployees;

	private final FindDocuments findDocuments;

	private final MessageSource messages;

	TellSender(QueueNews queueNews, FindEmployees findEmployees, FindDocuments findDocuments, MessageSource messages) {
		this.queueNews = queueNews;
		this.findEmployees = findEmployees;
		this.findDocuments = findDocuments;
		this.messages = messages;
	}

	void of(SignatureRequests.Row row, SignatureState state, @Nullable String reason) {
		String person = this.findEmployees.byIds(List.of(row.employee())).getFirst().fullName();
		String document = this.findDocuments.byIds(List.of(row.document())).getFirst().name();
		this.queueNews.to(row.sender().value(), this.messages.getMessage("signature.news." + state,
				new Object[] { person, document, (reason != null) ? reason : "" }, Locale.FRENCH));
	}

}
