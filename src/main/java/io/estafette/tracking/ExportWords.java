package io.estafette.tracking;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** The words in an export, in the language of HR users. */
@Component
class ExportWords {

	private static final Locale LANGUAGE = Locale.FRENCH;

	private final MessageSource messages;

	ExportWords(MessageSource messages) {
		this.messages = messages;
	}

	List<String> heads() {
		return Stream
			.of("matricule", "lastName", "firstName", "agencyCode", "agency", "trigger", "document", "deliveredAt",
					"notifiedAt", "openedAt", "signedAt", "state", "reason")
			.map((column) -> word("export.column." + column))
			.toList();
	}

	String trigger(@Nullable String trigger) {
		return (trigger != null) ? word("export.trigger." + trigger) : "";
	}

	String state(String state) {
		return word("delivery.state." + state);
	}

	String reason(@Nullable String reason) {
		return (reason != null) ? word("delivery.reason." + reason) : "";
	}

	private String word(String key) {
		return this.messages.getMessage(key, null, LANGUAGE);
	}

}
