package io.estafette.payroll.process;

import java.util.UUID;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.estafette.payroll.DepositId;
import io.estafette.payroll.IdentifyEmployee;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Works the job identify-employee. */
@Component
public class IdentifyEmployeeWorker {

	public record Result(boolean known, @Nullable String handOverId) {
	}

	private final IdentifyEmployee identifyEmployee;

	IdentifyEmployeeWorker(IdentifyEmployee identifyEmployee) {
		this.identifyEmployee = identifyEmployee;
	}

	@JobWorker(type = "identify-employee")
	public Result identify(@Variable String depositId) {
		return this.identifyEmployee.of(new DepositId(UUID.fromString(depositId)))
			.map((handOver) -> new Result(true, handOver.toString()))
			.orElse(new Result(false, null));
	}

}
