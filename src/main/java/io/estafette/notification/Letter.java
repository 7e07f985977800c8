package io.estafette.notification;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import jakarta.mail.internet.InternetAddress;

/**
 * A mail before it is made a message.
 *
 * @param messageId without the domain
 * @param sender the name in its From field
 * @param support where answers go (O7)
 * @param template the name of its HTML and text templates
 * @param values what the templates fill in
 */
record Letter(String messageId, InternetAddress to, String sender, String support, Optional<Logo> logo, Locale language,
		String subject, String template, Map<String, Object> values) {
}
