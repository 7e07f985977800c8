package io.estafette.signature.process;

import java.util.UUID;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.estafette.signature.ExpireSignature;
import org.springframework.stereotype.Component;

/** Works the job expire-signature. */
@Component
public class ExpireSignatureWorker {

	public record Result(boolean expired) {
	}

	private final ExpireSignature expireSignature;

	ExpireSignatureWorker(ExpireSignature expireSignature) {
		this.expireSignature = expireSignature;
	}

	@JobWorker(type = "expire-signature")
	public Result expire(@Variable String requestId) {
		return new Result(this.expireSignature.of(UUID.fromString(requestId)));
	}

}
