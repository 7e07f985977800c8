package io.estafette.diffusion.process;

import java.time.Duration;
import java.util.Map;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientStatusException;
import io.camunda.client.spring.configuration.condition.ConditionalOnCamundaClientEnabled;
import io.estafette.diffusion.FindUnclaimedFreeDiffusions;
import io.estafette.diffusion.FreeDiffusionRequested;
import io.grpc.Status;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Tells Camunda that a free diffusion with everything chosen was sent. */
@Component
@ConditionalOnCamundaClientEnabled
class FreeDiffusionMessages {

	static final String REQUESTED = "free-diffusion-requested";

	/**
	 * How long Camunda remembers the message's id, so that telling twice starts one
	 * instance.
	 */
	private static final Duration REMEMBERED = Duration.ofHours(1);

	private final CamundaClient camunda;

	private final FindUnclaimedFreeDiffusions findUnclaimed;

	FreeDiffusionMessages(CamundaClient camunda, FindUnclaimedFreeDiffusions findUnclaimed) {
		this.camunda = camunda;
		this.findUnclaimed = findUnclaimed;
	}

	@ApplicationModuleListener
	void on(FreeDiffusionRequested event) {
		publish(event);
	}

	/**
	 * Should a message have been lost all the same; the claim makes one too many
	 * harmless.
	 */
	@Scheduled(fixedDelayString = "PT30S", initialDelayString = "PT30S")
	void publishAgain() {
		this.findUnclaimed.now().forEach(this::publish);
	}

	private void publish(FreeDiffusionRequested request) {
		String id = request.freeDiffusion().toString();
		try {
			this.camunda.newPublishMessageCommand()
				.messageName(REQUESTED)
				.correlationKey(id)
				.messageId((request.attempt() > 0) ? id + "-" + request.attempt() : id)
				.timeToLive(REMEMBERED)
				.variables(Map.of("freeDiffusionId", id))
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
