package io.estafette.payroll.process;

import java.time.Duration;
import java.util.Map;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientStatusException;
import io.camunda.client.api.command.PublishMessageCommandStep1.PublishMessageCommandStep3;
import io.camunda.client.spring.configuration.condition.ConditionalOnCamundaClientEnabled;
import io.estafette.directory.EmployeesRegistered;
import io.estafette.payroll.BatchId;
import io.estafette.payroll.BatchReceived;
import io.estafette.payroll.DepositId;
import io.estafette.payroll.DepositReceived;
import io.estafette.payroll.FindUnclaimedBatches;
import io.estafette.payroll.FindUnclaimedDeposits;
import io.estafette.payroll.FindWaitingDeposits;
import io.estafette.payroll.RestartDeposits;
import io.grpc.Status;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Tells Camunda of deposits and batches that were stored, and of employees whom some
 * waited for.
 */
@Component
@ConditionalOnCamundaClientEnabled
class DepositMessages {

	static final String DEPOSITED = "payroll-document-deposited";

	static final String REGISTERED = "employee-registered";

	static final String BATCH_RECEIVED = "payroll-batch-received";

	/** The sweeps say it again, and who hears it twice does nothing twice. */
	private static final Duration REMEMBERED = Duration.ofHours(1);

	private final CamundaClient camunda;

	private final FindUnclaimedDeposits findUnclaimed;

	private final FindUnclaimedBatches findUnclaimedBatches;

	private final FindWaitingDeposits findWaiting;

	private final RestartDeposits restart;

	DepositMessages(CamundaClient camunda, FindUnclaimedDeposits findUnclaimed,
			FindUnclaimedBatches findUnclaimedBatches, FindWaitingDeposits findWaiting, RestartDeposits restart) {
		this.camunda = camunda;
		this.findUnclaimed = findUnclaimed;
		this.findUnclaimedBatches = findUnclaimedBatches;
		this.findWaiting = findWaiting;
		this.restart = restart;
	}

	@ApplicationModuleListener
	void on(DepositReceived event) {
		deposited(new DepositId(event.deposit()));
	}

	@ApplicationModuleListener
	void on(EmployeesRegistered event) {
		this.findWaiting.of(event.employees()).forEach(this::goOn);
	}

	@Scheduled(fixedDelayString = "PT30S", initialDelayString = "PT30S")
	void publishAgain() {
		this.findUnclaimedBatches.now().forEach(this::received);
		this.findUnclaimed.now().forEach(this::deposited);
		this.findWaiting.all().forEach(this::goOn);
	}

	@Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT1H")
	void restartDeposits() {
		this.restart.now();
	}

	@ApplicationModuleListener
	void on(BatchReceived event) {
		received(new BatchId(event.batch()));
	}

	/** What waited in a batch has no instance yet. */
	private void goOn(FindWaitingDeposits.Waiting waiting) {
		if (waiting.unclaimed()) {
			deposited(waiting.id());
		}
		else {
			registered(waiting.id());
		}
	}

	private void received(BatchId id) {
		send(this.camunda.newPublishMessageCommand()
			.messageName(BATCH_RECEIVED)
			.correlationKey(id.toString())
			.messageId(id.toString())
			.timeToLive(REMEMBERED)
			.variables(Map.of("batchId", id.toString())));
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
