package io.estafette.tracking.process;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientStatusException;
import io.camunda.client.spring.configuration.condition.ConditionalOnCamundaClientEnabled;
import io.estafette.tracking.ExportRequested;
import io.estafette.tracking.FindUnclaimedExports;
import io.grpc.Status;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Tells Camunda that an export was asked for. */
@Component
@ConditionalOnCamundaClientEnabled
class ExportMessages {

	static final String REQUESTED = "campaign-export-requested";

	private static final Duration REMEMBERED = Duration.ofHours(1);

	private final CamundaClient camunda;

	private final FindUnclaimedExports findUnclaimed;

	ExportMessages(CamundaClient camunda, FindUnclaimedExports findUnclaimed) {
		this.camunda = camunda;
		this.findUnclaimed = findUnclaimed;
	}

	@ApplicationModuleListener
	void on(ExportRequested event) {
		publish(event.export());
	}

	/**
	 * Should a message have been lost all the same; the claim makes one too many
	 * harmless.
	 */
	@Scheduled(fixedDelayString = "PT30S", initialDelayString = "PT30S")
	void publishAgain() {
		this.findUnclaimed.now().forEach(this::publish);
	}

	private void publish(UUID export) {
		String id = export.toString();
		try {
			this.camunda.newPublishMessageCommand()
				.messageName(REQUESTED)
				.correlationKey(id)
				.messageId(id)
				.timeToLive(REMEMBERED)
				.variables(Map.of("exportId", id))
				.send()
				.join();
		}
		catch (ClientStatusException ex) {
			if (ex.getStatusCode() != Status.Code.ALREADY_EXISTS) {
				throw ex;
			}
		}
	}

}
