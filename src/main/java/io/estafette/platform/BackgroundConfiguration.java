package io.estafette.platform;

import java.time.Duration;

import org.springframework.context.annotation.Configuration;
import org.springframework.modulith.events.IncompleteEventPublications;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Events that could not be told (Camunda was away, say) are told again, not only after a
 * restart.
 */
@Configuration(proxyBeanMethods = false)
@EnableAsync
class BackgroundConfiguration {

	private final IncompleteEventPublications events;

	BackgroundConfiguration(IncompleteEventPublications events) {
		this.events = events;
	}

	@Scheduled(fixedDelayString = "PT30S", initialDelayString = "PT30S")
	void resubmit() {
		this.events.resubmitIncompletePublicationsOlderThan(Duration.ofMinutes(1));
	}

}
