package io.estafette.delivery.process;

import java.util.List;
import java.util.UUID;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.estafette.delivery.HandOverDocuments;
import io.estafette.delivery.HandOverId;
import org.springframework.stereotype.Component;

@Component
class HandOverDocumentsWorker {

	record Result(boolean handedOver) {
	}

	private final HandOverDocuments handOverDocuments;

	HandOverDocumentsWorker(HandOverDocuments handOverDocuments) {
		this.handOverDocuments = handOverDocuments;
	}

	@JobWorker(type = "hand-over-documents")
	Result handOver(@Variable String handOverId) {
		HandOverId id = new HandOverId(UUID.fromString(handOverId));
		return new Result(this.handOverDocuments.of(List.of(id)).contains(id));
	}

}
