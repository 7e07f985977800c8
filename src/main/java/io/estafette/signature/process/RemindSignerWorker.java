package io.estafette.signature.process;

import java.time.temporal.ChronoUnit;
import java.util.UUID;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.estafette.signature.RemindSigner;
import org.springframework.stereotype.Component;

/** Works the job remind-signer. */
@Component
public class RemindSignerWorker {

	public record Result(String remindAt) {
	}

	private final RemindSigner remindSigner;

	RemindSignerWorker(RemindSigner remindSigner) {
		this.remindSigner = remindSigner;
	}

	@JobWorker(type = "remind-signer")
	public Result remind(@Variable String requestId) {
		return new Result(this.remindSigner.due(UUID.fromString(requestId)).truncatedTo(ChronoUnit.SECONDS).toString());
	}

}
