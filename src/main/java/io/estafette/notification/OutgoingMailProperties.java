package io.estafette.notification;

import java.time.Duration;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How mails leave; the mail server itself is {@code spring.mail}.
 *
 * @param from the address in the From field, beside the sender name of the branding
 * @param messageIdDomain what stands behind the @ of every Message-ID; without one, the
 * host of {@code estafette.base-url}. Changing it changes the Message-ID of mails that
 * are being repeated at that moment
 * @param connections how many connections to the mail server one copy of the application
 * uses at most, each for one mail at a time; 0 leaves the sending to other copies. Each
 * holds a connection to the database while it sends
 * @param pollInterval how long a mail that another copy left behind, or whose next
 * attempt is due, may wait unseen; mails that this copy queues leave at once
 */
@Validated
@ConfigurationProperties("estafette.mail")
record OutgoingMailProperties(@DefaultValue("ne-pas-repondre@estafette.example") @NotBlank @Email String from,
		@Nullable @Pattern(regexp = "[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?") String messageIdDomain,
		@DefaultValue("2") @Min(0) @Max(16) int connections, @DefaultValue("1s") Duration pollInterval) {
}
