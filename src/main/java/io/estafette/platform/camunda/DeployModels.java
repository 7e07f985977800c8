package io.estafette.platform.camunda;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.DeployResourceCommandStep1;
import io.camunda.client.api.command.DeployResourceCommandStep1.DeployResourceCommandStep2;
import io.camunda.client.api.response.DeploymentEvent;
import io.camunda.client.spring.configuration.condition.ConditionalOnCamundaClientEnabled;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Deploys every model and form in one command at start, so that forms and called
 * processes bound to the deployment belong together. Camunda keeps one version of what
 * has not changed. Tries again until Camunda answers; until then the application is not
 * healthy.
 */
@Component("models")
@ConditionalOnCamundaClientEnabled
class DeployModels implements HealthIndicator {

	private static final Logger log = LoggerFactory.getLogger(DeployModels.class);

	private final CamundaClient camunda;

	private volatile @Nullable DeploymentEvent deployed;

	private volatile boolean waiting;

	DeployModels(CamundaClient camunda) {
		this.camunda = camunda;
	}

	@Scheduled(fixedDelayString = "PT1S")
	void deployOnce() throws IOException {
		if (this.deployed != null) {
			return;
		}
		try {
			DeploymentEvent event = deploy();
			this.deployed = event;
			log.info("Deployed {} processes and {} forms", event.getProcesses().size(), event.getForm().size());
		}
		catch (RuntimeException ex) {
			if (!this.waiting) {
				log.warn("The models could not be deployed yet; trying again until Camunda accepts them: {}",
						ex.getMessage());
				this.waiting = true;
			}
		}
	}

	private DeploymentEvent deploy() throws IOException {
		DeployResourceCommandStep1 command = this.camunda.newDeployResourceCommand();
		DeployResourceCommandStep2 complete = null;
		for (Resource resource : resources()) {
			DeployResourceCommandStep1 step = (complete != null) ? complete : command;
			complete = step.addResourceBytes(resource.getContentAsByteArray(), resource.getFilename());
		}
		if (complete == null) {
			throw new IllegalStateException("No model is packed into the application");
		}
		return complete.send().join();
	}

	private static List<Resource> resources() throws IOException {
		PathMatchingResourcePatternResolver resolver = new PathMatchingResourcePatternResolver();
		return Stream.of("classpath*:bpmn/*.bpmn", "classpath*:bpmn/*.dmn", "classpath*:forms/*.form")
			.flatMap((pattern) -> {
				try {
					return Arrays.stream(resolver.getResources(pattern));
				}
				catch (IOException ex) {
					throw new java.io.UncheckedIOException(ex);
				}
			})
			.sorted(Comparator.comparing(Resource::getFilename))
			.toList();
	}

	@Override
	public Health health() {
		return (this.deployed != null) ? Health.up().build()
				: Health.down().withDetail("waitingFor", "Camunda").build();
	}

}
