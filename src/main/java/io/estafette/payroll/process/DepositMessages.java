package io.estafette.payroll.process;

import java.time.Duration;
import java.util.Map;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientStatusException;
import io.camunda.client.api.command.PublishMessageCommandStep1.PublishMessageCommandStep3;
import io.camunda.client.spring.configuration.condition.ConditionalOnCamundaClientEnabled;
import io.estafette.directory.EmployeesRegistered;
import io.estafette.payroll.DepositId;
import io.estafette.payroll.DepositReceived;
import io.estafette.payroll.FindUnclaimedDeposits;
import io.estafette.payroll.FindWaitingDeposits;
import io.grpc.Status;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Tells Camunda of deposits that were stored, and of employees whom some waited for. */
@Component
@ConditionalOnCamundaClientEnabled
class DepositMessages {

	static final String DEPOSITED = "payroll-document-deposited";

	static final String REGISTERED = "employee-registered";

	/** The sweeps say it again, and who hears it twice does nothing twice. */
	private static final Duration REMEMBERED = Duration.ofHours(1);

	private final CamundaClient camunda;

	private final FindUnclaimedDeposits findUnclaimed;

	private final FindWaitingDeposits findWaiting;

	DepositMessages(CamundaClient camunda, FindUnclaimedDeposits findUnclaimed, FindWaitingDeposits findWaiting) {
		this.camunda = camunda;
		this.findUnclaimed = findUnclaimed;
		this.findWaiting = findWaiting;
	}

	@ApplicationModuleListener
	void on(DepositReceived event) {
		deposited(new DepositId(event.deposit()));
	}

	@ApplicationModuleListener
	void on(EmployeesRegistered event) {
		this.findWaiting.of(event.employees()).forEach(this::registered);
	}

	@Scheduled(fixedDelayString = "PT30S", initialDelayString = "PT30S")
	void publishAgain() {
		this.findUnclaimed.now().forEach(this::deposited);
		this.findWaiting.all().forEach(this::registered);
	}

	private void deposited(DepositId id) {
		send(this.camunda.newPublishMessageCommand()
			.messageName(DEPOSITED)
			.correlationKey(id.toString())
			.messageId(id.toString())
			.timeToLive(REMEMBERED)
			.variables(Map.of("depositId", id.toString())));
	}

	private void registered(DepositId id) {
		send(this.camunda.newPublishMessageCommand()
			.messageName(REGISTERED)
			.correlationKey(id.toString())
			.messageId(id.toString())
			.timeToLive(REMEMBERED));
	}

	private static void send(PublishMessageCommandStep3 message) {
		try {
			message.send().join();
		}
		catch (ClientStatusException ex) {
			if (ex.getStatusCode() != Status.Code.ALREADY_EXISTS) {
				throw ex;
			}
		}
	}

}
