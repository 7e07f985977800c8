package io.estafette.signature;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long people have to sign.
 *
 * @param expiresAfter when a request ends by itself
 * @param reminderEvery how long to wait before each reminder
 */
@ConfigurationProperties("estafette.signature")
public record SignatureProperties(@DefaultValue("30d") Duration expiresAfter,
		@DefaultValue("7d") Duration reminderEvery) {
}
