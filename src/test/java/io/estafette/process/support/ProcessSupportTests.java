package io.estafette.process.support;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientException;
import io.camunda.client.api.response.ActivatedJob;
import io.camunda.client.api.search.response.Incident;
import io.camunda.process.test.api.CamundaProcessTestContext;
import io.camunda.process.test.api.assertions.ElementSelectors;
import io.camunda.process.test.api.assertions.ProcessInstanceSelector;
import io.camunda.process.test.api.assertions.ProcessInstanceSelectors;
import io.camunda.process.test.api.assertions.UserTaskSelectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static io.camunda.process.test.api.CamundaAssert.assertThatProcessInstance;
import static io.camunda.process.test.api.CamundaAssert.assertThatUserTask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

/**
 * What Camunda Process Test offers works against the test platform: shown with a process
 * of its own, which is no part of the product.
 */
@ProcessTest
class ProcessSupportTests {

	private static final ProcessInstanceSelector REQUEST = ProcessInstanceSelectors.byProcessId("support-request");

	@Autowired
	private CamundaClient camunda;

	@Autowired
	private CamundaProcessTestContext context;

	@Autowired
	private Clock clock;

	private final String requestId = UUID.randomUUID().toString();

	@BeforeEach
	void deploy() {
		this.camunda.newDeployResourceCommand()
			.addResourceFromClasspath("bpmn-support/support-request.bpmn")
			.addResourceFromClasspath("bpmn-support/support-child.bpmn")
			.send()
			.join();
	}

	/**
	 * Twice: what the first run leaves behind, a moved clock above all, must not show.
	 */
	@RepeatedTest(2)
	void aRequestGoesItsWholeWay() {
		assertThat(this.camunda.newProcessInstanceSearchRequest().send().join().items()).isEmpty();
		request();
		assertThatProcessInstance(REQUEST).isActive()
			.hasActiveElementsExactly("Task_Check")
			.hasActiveElement(ElementSelectors.byName("Vérifier la demande"), 1)
			.hasVariable("requestId", this.requestId)
			.hasVariables(Map.of("login", "claire.martin", "amount", 21))
			.hasVariableNames("login", "amount")
			.hasVariableSatisfies("amount", Integer.class, (amount) -> assertThat(amount).isEqualTo(21))
			.hasLocalVariable("Task_Check", "localNote", "note")
			.hasCorrelatedMessage("support-requested")
			.hasNoActiveIncidents();
		assertThatUserTask(UserTaskSelectors.byElementId("Task_Check")).isCreated()
			.hasName("Vérifier la demande")
			.hasElementId("Task_Check")
			.hasAssignee("claire.martin")
			.hasCandidateGroup("rh")
			.hasPriority(50);

		this.context.completeUserTask(UserTaskSelectors.byTaskName("Vérifier la demande"), Map.of("decision", "oui"));
		assertThatUserTask(UserTaskSelectors.byElementId("Task_Check")).isCompleted();
		assertThatProcessInstance(REQUEST).hasVariable("decision", "oui").hasActiveElements("Task_Work");

		this.context.completeJob("support-work", Map.of("worked", true));
		assertThatProcessInstance(REQUEST).hasActiveElementsExactly("Event_Pause")
			.hasVariable("worked", true)
			.hasVariable("answer", 42)
			.hasCompletedElement("Call_Child", 1)
			.hasNotActivatedElements("Event_Answered", "Event_Refused");
		assertThatProcessInstance(ProcessInstanceSelectors.byParentProcessInstanceKey(key())).isCompleted()
			.hasCompletedElementsInOrder("Event_ChildStarted", "Task_Prepare", "Event_ChildDone");

		Instant before = this.clock.instant();
		this.context.increaseTime(Duration.ofDays(30));
		assertThat(this.clock.instant()).isCloseTo(before.plus(30, ChronoUnit.DAYS), within(1, ChronoUnit.MINUTES))
			.isCloseTo(this.context.getCurrentTime(), within(5, ChronoUnit.SECONDS));
		assertThatProcessInstance(REQUEST).isWaitingForMessage("support-answered", this.requestId)
			.isNotWaitingForMessage("support-answered", "another request")
			.hasNoActiveElements("Event_Pause");

		publish("support-answered", Map.of("text", "c'est bon"));
		assertThatProcessInstance(REQUEST).isCompleted()
			.hasVariable("text", "c'est bon")
			.hasCorrelatedMessage("support-answered", this.requestId)
			.hasCompletedElementsInOrder("Event_Requested", "Task_Check", "Task_Work", "Call_Child", "Event_Pause",
					"Event_Answered", "Event_Done")
			.hasCompletedElements(ElementSelectors.byName("Demande traitée"));
	}

	@Test
	void anErrorTakesTheBoundaryEvent() {
		request();
		this.context.completeUserTask("Task_Check", Map.of("decision", "non"));
		this.context.throwBpmnErrorFromJob("support-work", "SUPPORT_REFUSED", Map.of("reason", "trop tard"));
		assertThatProcessInstance(REQUEST).isCompleted()
			.hasTerminatedElements("Task_Work")
			.hasCompletedElementsInOrder("Event_Refused", "Event_EndRefused")
			.hasLocalVariable("Event_Refused", "reason", "trop tard")
			.hasVariable("reason", "trop tard");
	}

	@Test
	void anIncidentStandsUntilItIsResolved() {
		request();
		this.context.completeUserTask("Task_Check", Map.of("decision", "oui"));
		ActivatedJob job = Awaitility.await()
			.until(() -> this.camunda.newActivateJobsCommand()
				.jobType("support-work")
				.maxJobsToActivate(1)
				.send()
				.join()
				.getJobs(), (jobs) -> !jobs.isEmpty())
			.getFirst();
		this.camunda.newFailCommand(job).retries(0).errorMessage("cassé").send().join();
		assertThatProcessInstance(REQUEST).hasActiveIncidents().hasActiveElements("Task_Work");
		Incident incident = this.camunda.newIncidentSearchRequest()
			.filter((filter) -> filter.processInstanceKey(key()))
			.send()
			.join()
			.items()
			.getFirst();
		assertThat(incident.getErrorMessage()).isEqualTo("cassé");

		this.camunda.newUpdateRetriesCommand(job).retries(1).send().join();
		this.camunda.newResolveIncidentCommand(incident.getIncidentKey()).send().join();
		assertThatProcessInstance(REQUEST).hasNoActiveIncidents();
		this.context.completeJob("support-work");
		assertThatProcessInstance(REQUEST).hasActiveElements("Event_Pause");
	}

	@Test
	void aMockedWorkerDoesTheWorkOfAnInstanceThatIsCancelled() {
		this.context.mockJobWorker("support-work").thenComplete(Map.of("mocked", true));
		request();
		this.context.completeUserTask("Task_Check", Map.of("decision", "oui"));
		assertThatProcessInstance(REQUEST).hasVariable("mocked", true).hasActiveElements("Event_Pause");
		this.camunda.newCancelInstanceCommand(key()).send().join();
		assertThatProcessInstance(REQUEST).isTerminated().hasTerminatedElements("Event_Pause");
	}

	@Test
	void aFilterThatCannotBeAnsweredIsRefused() {
		request();
		assertThatProcessInstance(REQUEST).isActive();
		assertThatExceptionOfType(ClientException.class)
			.isThrownBy(() -> this.camunda.newProcessInstanceSearchRequest()
				.filter((filter) -> filter.variables(Map.of("amount", 21)))
				.send()
				.join())
			.withMessageContaining("variables is not supported");
	}

	private void request() {
		publish("support-requested", Map.of("requestId", this.requestId, "login", "claire.martin", "amount", 21));
	}

	private void publish(String message, Map<String, Object> variables) {
		this.camunda.newPublishMessageCommand()
			.messageName(message)
			.correlationKey(this.requestId)
			.messageId(message + this.requestId)
			.variables(variables)
			.send()
			.join();
	}

	private long key() {
		return this.camunda.newProcessInstanceSearchRequest()
			.filter((filter) -> filter.processDefinitionId("support-request"))
			.send()
			.join()
			.items()
			.getFirst()
			.getProcessInstanceKey();
	}

}
