package io.estafette.sealing.web;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import io.estafette.sealing.SealCheck;
import org.springframework.context.MessageSource;

/**
 * What there is to say about a file.
 *
 * @param size in bytes
 * @param sha256 the file's fingerprint, in hexadecimal digits
 */
record Verification(SealCheck check, long size, String sha256) {

	private static final ZoneId ZONE = ZoneId.of("Europe/Paris");

	/** One sentence: intact or not, sealed by whom, when. */
	String sentence(MessageSource messages, Locale language) {
		Object[] arguments = { String.valueOf(this.check.sealedBy()), sealedAt(messages, language) };
		String key = switch (this.check.verdict()) {
			case INTACT, ALTERED -> this.check.verdict().name();
			case UNKNOWN -> this.check.verdict() + "." + this.check.fault();
		};
		return messages.getMessage("verification." + key, arguments, language);
	}

	/** When it was sealed, in words; empty when unknown. */
	String sealedAt(MessageSource messages, Locale language) {
		if (this.check.sealedAt() == null) {
			return "";
		}
		String pattern = messages.getMessage("frame.dateTime", null, language);
		return DateTimeFormatter.ofPattern(pattern, language).format(this.check.sealedAt().atZone(ZONE));
	}

}
