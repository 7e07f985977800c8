package io.estafette.payroll.process;

import java.util.UUID;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.VariablesAsType;
import io.camunda.client.api.response.ActivatedJob;
import io.estafette.payroll.ClaimDeposit;
import io.estafette.payroll.DepositFields;
import io.estafette.payroll.DepositId;
import io.estafette.payroll.ReceiveUploadedDeposit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Works the job store-deposit: stores what was published straight to Camunda, and claims
 * the deposit.
 */
@Component
public class StoreDepositWorker {

	/** What a payroll system published, or only the id of what is stored already. */
	public record Published(@Nullable String depositId, @Nullable String system, @Nullable String externalId,
			@Nullable String kind, @Nullable String matricule, @Nullable String agency, @Nullable String period,
			@Nullable Boolean executive, @Nullable String clientCompany, @Nullable String depositedAt,
			@Nullable String uploadId, @Nullable String receivedAt) {
	}

	public record Result(String depositId, boolean claimed) {
	}

	private final ReceiveUploadedDeposit receiveDeposit;

	private final ClaimDeposit claimDeposit;

	StoreDepositWorker(ReceiveUploadedDeposit receiveDeposit, ClaimDeposit claimDeposit) {
		this.receiveDeposit = receiveDeposit;
		this.claimDeposit = claimDeposit;
	}

	@JobWorker(type = "store-deposit")
	public Result store(@VariablesAsType Published published, ActivatedJob job) {
		DepositId id = (published.depositId() != null) ? new DepositId(UUID.fromString(published.depositId()))
				: receive(published);
		return new Result(id.toString(), this.claimDeposit.of(id, job.getProcessInstanceKey()));
	}

	private DepositId receive(Published published) {
		return this.receiveDeposit
			.from(DepositFields.required(published.system(), "system"), PublishedDeposit.request(published),
					PublishedDeposit.upload(published), PublishedDeposit.receivedAt(published))
			.id();
	}

}
