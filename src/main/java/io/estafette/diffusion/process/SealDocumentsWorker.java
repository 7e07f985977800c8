package io.estafette.diffusion.process;

import java.util.UUID;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.camunda.client.exception.CamundaError;
import io.estafette.diffusion.FreeDiffusionId;
import io.estafette.diffusion.SealDocuments;
import io.estafette.sealing.UnsealablePdfException;
import org.springframework.stereotype.Component;

/** Works the job seal-documents. */
@Component
public class SealDocumentsWorker {

	private final SealDocuments sealDocuments;

	SealDocumentsWorker(SealDocuments sealDocuments) {
		this.sealDocuments = sealDocuments;
	}

	@JobWorker(type = "seal-documents")
	public void seal(@Variable String freeDiffusionId) {
		try {
			this.sealDocuments.of(new FreeDiffusionId(UUID.fromString(freeDiffusionId)));
		}
		catch (UnsealablePdfException ex) {
			throw CamundaError.bpmnError(FreeDiffusionErrors.DOCUMENT_NOT_SEALABLE, ex.code().name());
		}
	}

}
