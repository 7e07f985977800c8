package io.estafette.campaign.process;

import java.time.Duration;
import java.util.Map;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientStatusException;
import io.camunda.client.api.command.PublishMessageCommandStep1.PublishMessageCommandStep2;
import io.camunda.client.api.command.PublishMessageCommandStep1.PublishMessageCommandStep3;
import io.camunda.client.spring.configuration.condition.ConditionalOnCamundaClientEnabled;
import io.estafette.campaign.CampaignChanged;
import io.estafette.campaign.CampaignDrafted;
import io.estafette.campaign.FindUnclaimedCampaigns;
import io.grpc.Status;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Tells Camunda what became of campaigns in the database. */
@Component
@ConditionalOnCamundaClientEnabled
class CampaignMessages {

	static final String DRAFTED = "campaign-drafted";

	static final String LAUNCHED = "campaign-launched";

	static final String UNSCHEDULED = "campaign-unscheduled";

	static final String CLOSED = "campaign-closed";

	static final String DELETED = "campaign-deleted";

	/** As long as a process may stand still, waiting to be repaired. */
	private static final Duration REMEMBERED = Duration.ofDays(30);

	private final CamundaClient camunda;

	private final FindUnclaimedCampaigns findUnclaimed;

	CampaignMessages(CamundaClient camunda, FindUnclaimedCampaigns findUnclaimed) {
		this.camunda = camunda;
		this.findUnclaimed = findUnclaimed;
	}

	@ApplicationModuleListener
	void on(CampaignDrafted event) {
		String id = event.campaign().toString();
		publish(this.camunda.newPublishMessageCommand()
			.messageName(DRAFTED)
			.correlationKey(id)
			.messageId(id)
			// Not longer: the sweep says it again, and the claim makes one too many
			// harmless.
			.timeToLive(Duration.ofHours(1))
			.variables(Map.of("campaignId", id)));
	}

	/** A launch and a deletion find the draft; what follows belongs to one launch. */
	@ApplicationModuleListener
	void on(CampaignChanged event) {
		String id = event.campaign().toString();
		String launch = id + "-" + event.launch();
		publish(switch (event.change()) {
			case LAUNCHED -> message(this.camunda.newPublishMessageCommand().messageName(LAUNCHED), id, launch);
			case DELETED -> message(this.camunda.newPublishMessageCommand().messageName(DELETED), id, launch);
			case UNSCHEDULED ->
				message(this.camunda.newPublishMessageCommand().messageName(UNSCHEDULED), launch, launch);
			case CLOSED -> message(this.camunda.newPublishMessageCommand().messageName(CLOSED), launch, launch);
		});
	}

	private static PublishMessageCommandStep3 message(PublishMessageCommandStep2 message, String correlationKey,
			String messageId) {
		return message.correlationKey(correlationKey).messageId(messageId).timeToLive(REMEMBERED);
	}

	/** Should a message have been lost all the same. */
	@Scheduled(fixedDelayString = "PT30S", initialDelayString = "PT30S")
	void publishAgain() {
		this.findUnclaimed.now().forEach(this::on);
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
