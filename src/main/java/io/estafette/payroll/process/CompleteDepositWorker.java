package io.estafette.payroll.process;

import java.util.UUID;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.estafette.payroll.CompleteDeposit;
import io.estafette.payroll.DepositId;
import org.springframework.stereotype.Component;

/** Works the job complete-deposit. */
@Component
public class CompleteDepositWorker {

	private final CompleteDeposit completeDeposit;

	CompleteDepositWorker(CompleteDeposit completeDeposit) {
		this.completeDeposit = completeDeposit;
	}

	@JobWorker(type = "complete-deposit")
	public void complete(@Variable String depositId) {
		this.completeDeposit.of(new DepositId(UUID.fromString(depositId)));
	}

}
