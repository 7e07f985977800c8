package io.estafette.delivery.process;

import java.util.List;
import java.util.UUID;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.estafette.delivery.HandOverId;
import io.estafette.delivery.NotifyRecipients;
import org.springframework.stereotype.Component;

/** Works the job notify-recipient. */
@Component
public class NotifyRecipientWorker {

	private final NotifyRecipients notifyRecipients;

	NotifyRecipientWorker(NotifyRecipients notifyRecipients) {
		this.notifyRecipients = notifyRecipients;
	}

	@JobWorker(type = "notify-recipient")
	public void notifyRecipient(@Variable String handOverId) {
		this.notifyRecipients.of(List.of(new HandOverId(UUID.fromString(handOverId))));
	}

}
