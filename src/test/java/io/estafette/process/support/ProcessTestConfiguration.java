package io.estafette.process.support;

import java.time.Duration;

import io.camunda.client.spring.event.CamundaClientCreatedSpringEvent;
import io.camunda.process.test.api.CamundaAssert;
import org.awaitility.Awaitility;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.event.EventListener;

/**
 * What process tests add to the application: assertions that wait long enough for a busy
 * machine, and no test before the models are deployed.
 */
@TestConfiguration(proxyBeanMethods = false)
class ProcessTestConfiguration {

	private final HealthIndicator models;

	ProcessTestConfiguration(@Qualifier("models") HealthIndicator models) {
		this.models = models;
	}

	/** The client of the next test exists: before it, deploying was not possible. */
	@EventListener
	void awaitModels(CamundaClientCreatedSpringEvent event) {
		CamundaAssert.setAssertionTimeout(Duration.ofSeconds(30));
		Awaitility.await()
			.atMost(Duration.ofMinutes(1))
			.until(() -> Status.UP.equals(this.models.health().getStatus()));
	}

}
