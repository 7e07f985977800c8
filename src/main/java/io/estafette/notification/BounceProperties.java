package io.estafette.notification;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The mailbox to which mail servers return what they cannot deliver: that of the envelope
 * sender, {@code spring.mail.properties.mail.smtp.from}, else of
 * {@code estafette.mail.from}.
 *
 * @param host its IMAP server; without one, no bounces are read
 * @param tls whether the connection is encrypted from the start
 * @param interval between two looks into it
 */
@Validated
@ConfigurationProperties("estafette.mail.bounces")
record BounceProperties(@Nullable String host, @DefaultValue("993") @Min(1) @Max(65535) int port,
		@DefaultValue("true") boolean tls, @DefaultValue("") String username, @DefaultValue("") String password,
		@DefaultValue("INBOX") String folder, @DefaultValue("1m") Duration interval) {
}
