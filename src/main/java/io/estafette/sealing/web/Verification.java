package io.estafette.sealing.web;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

import io.estafette.sealing.DssReport;
import io.estafette.sealing.SealCheck;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/**
 * What there is to say about a file.
 *
 * @param size in bytes
 * @param sha256 the file's fingerprint, in hexadecimal digits
 * @param report what stands behind it, for experts; null when there is nothing to report
 */
record Verification(SealCheck check, long size, String sha256, @Nullable DssReport report) {

	private static final ZoneId ZONE = ZoneId.of("Europe/Paris");

	/** One sentence: intact or not, sealed and signed by whom, when. */
	String sentence(MessageSource messages, Locale language) {
		List<String> signatures = signatures(messages, language);
		Object[] arguments = { String.valueOf(this.check.sealedBy()), sealedAt(messages, language),
				String.join(", ", signatures) };
		String key = switch (this.check.verdict()) {
			case INTACT -> this.check.toSign() ? "INTACT.toSign" : signatures.isEmpty() ? "INTACT" : "INTACT.signed";
			case ALTERED -> "ALTERED";
			case UNKNOWN -> this.check.verdict() + "." + this.check.fault();
		};
		return messages.getMessage("verification." + key, arguments, language);
	}

	/** Who signed it and when, in words. */
	List<String> signatures(MessageSource messages, Locale language) {
		return this.check.signatures()
			.stream()
			.map((signature) -> messages.getMessage("verification.signature",
					new Object[] { signature.name(), signature.organisation(),
							words(signature.signedAt(), messages, language) },
					language))
			.toList();
	}

	/** When it was sealed, in words; empty when unknown. */
	String sealedAt(MessageSource messages, Locale language) {
		return (this.check.sealedAt() != null) ? words(this.check.sealedAt(), messages, language) : "";
	}

	private static String words(Instant instant, MessageSource messages, Locale language) {
		String pattern = messages.getMessage("frame.dateTime", null, language);
		return DateTimeFormatter.ofPattern(pattern, language).format(instant.atZone(ZONE));
	}

}
