package io.estafette.tracking;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.estafette.delivery.DeliveryState;
import io.estafette.organization.ActorId;
import io.estafette.organization.FindUserLanguage;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** The words in an export, in the language of who asked for it. */
final class ExportWords {

	private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy");

	private static final long MEGABYTE = 1_000_000;

	private final MessageSource messages;

	private final Locale language;

	/** Those that say the same in every line. */
	private final Map<String, String> known = new HashMap<>();

	private ExportWords(MessageSource messages, Locale language) {
		this.messages = messages;
		this.language = language;
	}

	/** Finds the language. */
	@Component
	static class Speak {

		private final MessageSource messages;

		private final FindUserLanguage findLanguage;

		Speak(MessageSource messages, FindUserLanguage findLanguage) {
			this.messages = messages;
			this.findLanguage = findLanguage;
		}

		ExportWords to(ActorId actor) {
			return new ExportWords(this.messages, this.findLanguage.of(actor));
		}

	}

	List<String> heads(List<String> columns) {
		return columns.stream().map((column) -> word("export.column." + column)).toList();
	}

	String trigger(@Nullable String trigger) {
		return (trigger != null) ? word("export.trigger." + trigger) : "";
	}

	String type(String type) {
		return word("document.type." + type);
	}

	String depositState(String state) {
		return word("payroll.state." + state);
	}

	String state(String state) {
		return word("delivery.state." + state);
	}

	/** Why it failed; or the person's own words, of what they refused to sign. */
	String reason(String state, @Nullable String reason) {
		if (reason == null || DeliveryState.DECLINED.name().equals(state)) {
			return (reason != null) ? reason : "";
		}
		return word("delivery.reason." + reason);
	}

	/**
	 * What the mail says of a file.
	 * @param campaign name; null for a list
	 */
	String ready(ExportSubject subject, @Nullable String campaign, LocalDate first, LocalDate last, ExportFormat format,
			int rows, long size, Instant expiresAt) {
		return about(subject, campaign, first, last) + " " + word("export.mail.ready", format.name(),
				word("export.rows", rows), size(size), DAY.format(expiresAt.atZone(PARIS)));
	}

	/** What the mail says where there is none. */
	String failed(ExportSubject subject, @Nullable String campaign, LocalDate first, LocalDate last,
			ExportFailure failure) {
		if (failure == ExportFailure.RIGHT_WITHDRAWN) {
			// Not even the campaign's name.
			return word("export.mail.withdrawn", DAY.format(first), DAY.format(last));
		}
		return about(subject, campaign, first, last) + " " + word("export.failure." + failure);
	}

	private String about(ExportSubject subject, @Nullable String campaign, LocalDate first, LocalDate last) {
		return word("export.mail." + subject, DAY.format(first), DAY.format(last), String.valueOf(campaign));
	}

	private String size(long bytes) {
		return (bytes < MEGABYTE) ? word("export.kilobytes", Math.ceilDiv(bytes, 1000))
				: word("export.megabytes", bytes / (double) MEGABYTE);
	}

	private String word(String key) {
		return this.known.computeIfAbsent(key,
				(unknown) -> this.messages.getMessage(unknown, new Object[0], this.language));
	}

	private String word(String key, Object... arguments) {
		return this.messages.getMessage(key, arguments, this.language);
	}

}
