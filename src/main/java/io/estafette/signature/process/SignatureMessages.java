package io.estafette.signature.process;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientStatusException;
import io.camunda.client.api.command.PublishMessageCommandStep1.PublishMessageCommandStep2;
import io.camunda.client.api.command.PublishMessageCommandStep1.PublishMessageCommandStep3;
import io.camunda.client.spring.configuration.condition.ConditionalOnCamundaClientEnabled;
import io.estafette.signature.FindUnclaimedSignatures;
import io.estafette.signature.SignatureDecided;
import io.estafette.signature.SignaturesRequested;
import io.grpc.Status;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Tells Camunda who is asked to sign, and what they decided. */
@Component
@ConditionalOnCamundaClientEnabled
class SignatureMessages {

	static final String REQUESTED = "signature-requested";

	static final String CONSENTED = "signature-consented";

	static final String ENDED = "signature-ended";

	/** As long as a process may stand still, waiting to be repaired. */
	private static final Duration REMEMBERED = Duration.ofDays(30);

	private final CamundaClient camunda;

	private final FindUnclaimedSignatures findUnclaimed;

	SignatureMessages(CamundaClient camunda, FindUnclaimedSignatures findUnclaimed) {
		this.camunda = camunda;
		this.findUnclaimed = findUnclaimed;
	}

	@ApplicationModuleListener
	void on(SignaturesRequested event) {
		event.requests().forEach(this::request);
	}

	@ApplicationModuleListener
	void on(SignatureDecided event) {
		String id = event.request().toString();
		publish(event.consented() ? decided(this.camunda.newPublishMessageCommand().messageName(CONSENTED), id)
				: decided(this.camunda.newPublishMessageCommand().messageName(ENDED), id));
	}

	private static PublishMessageCommandStep3 decided(PublishMessageCommandStep2 message, String id) {
		return message.correlationKey(id).messageId(id).timeToLive(REMEMBERED);
	}

	/**
	 * Should a message have been lost all the same; the claim makes one too many
	 * harmless.
	 */
	@Scheduled(fixedDelayString = "PT30S", initialDelayString = "PT30S")
	void publishAgain() {
		this.findUnclaimed.now().forEach(this::request);
	}

	private void request(UUID request) {
		String id = request.toString();
		publish(this.camunda.newPublishMessageCommand()
			.messageName(REQUESTED)
			.correlationKey(id)
			.messageId(id)
			.timeToLive(Duration.ofHours(1))
			.variables(Map.of("requestId", id)));
	}

	private static void publish(PublishMessageCommandStep3 message) {
		try {
			message.send().join();
		}
		catch (ClientStatusException ex) {
			if (ex.getStatusCode() != Status.Code.ALREADY_EXISTS) {
				throw ex;
			}
		}
	}

}
