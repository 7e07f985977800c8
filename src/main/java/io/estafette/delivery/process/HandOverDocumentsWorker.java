package io.estafette.delivery.process;

import java.util.List;
import java.util.UUID;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.estafette.delivery.HandOverDocuments;
import io.estafette.delivery.HandOverId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Works the job hand-over-documents. */
@Component
public class HandOverDocumentsWorker {

	public record Result(boolean handedOver) {
	}

	private final HandOverDocuments handOverDocuments;

	HandOverDocumentsWorker(HandOverDocuments handOverDocuments) {
		this.handOverDocuments = handOverDocuments;
	}

	@JobWorker(type = "hand-over-documents")
	public Result handOver(@Variable @Nullable String handOverId) {
		if (handOverId == null) {
			// Somebody started the process by hand in Tasklist: there is nothing to hand
			// over.
			return new Result(false);
		}
		HandOverId id = new HandOverId(UUID.fromString(handOverId));
		return new Result(this.handOverDocuments.of(List.of(id)).contains(id));
	}

}
