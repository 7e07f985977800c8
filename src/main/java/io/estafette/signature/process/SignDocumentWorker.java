package io.estafette.signature.process;

import java.util.UUID;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.estafette.signature.SignDocument;
import org.springframework.stereotype.Component;

/** Works the job sign-document. */
@Component
public class SignDocumentWorker {

	private final SignDocument signDocument;

	SignDocumentWorker(SignDocument signDocument) {
		this.signDocument = signDocument;
	}

	@JobWorker(type = "sign-document")
	public void sign(@Variable String requestId) {
		this.signDocument.of(UUID.fromString(requestId));
	}

}
