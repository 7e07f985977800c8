package io.estafette.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.search.enums.IncidentState;
import io.camunda.client.api.search.response.Incident;
import io.camunda.process.test.api.CamundaProcessTestContext;
import io.camunda.process.test.api.assertions.ProcessInstanceSelector;
import io.camunda.process.test.api.assertions.ProcessInstanceSelectors;
import io.estafette.organization.FindActor;
import io.estafette.payroll.ReceiveUpload;
import io.estafette.document.UploadId;
import io.estafette.process.support.ProcessTest;
import io.estafette.samples.SamplePdfs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static io.camunda.process.test.api.CamundaAssert.assertThatProcessInstance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

/**
 * What docs/operate.md says about incidents: what an operator reads in Operate, and that
 * the repair it names repairs.
 */
@ProcessTest
class IncidentTests {

	@Autowired
	private CamundaClient camunda;

	@Autowired
	private CamundaProcessTestContext context;

	@Autowired
	private ReceiveUpload receiveUpload;

	@Autowired
	private FindActor findActor;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private Clock clock;

	@TempDir
	Path files;

	@AfterEach
	void mend() {
		this.jdbc.sql("drop trigger if exists broken on deposit").update();
	}

	/**
	 * Bad data: corrected in Operate's variables, then retried. It was received when it
	 * was published, however long it stood (C17).
	 */
	@Test
	void aDepositForAnUnknownAgencyWaitsForACorrection() throws IOException {
		String externalId = publish("NOWHERE");
		Incident incident = incident("Task_StoreDeposit");
		assertThat(incident.getErrorMessage()).contains("will not pass by itself", "Look up job", "Refusal")
			.doesNotContain("H0032", "NOWHERE");
		Instant published = this.clock.instant();
		this.context.increaseTime(Duration.ofHours(20));
		this.camunda.newSetVariablesCommand(incident.getProcessInstanceKey())
			.variables(Map.of("agency", "LYO"))
			.send()
			.join();
		retry(incident);
		assertThatProcessInstance(instance(incident)).isCompleted().hasCompletedElements("Event_DepositCompleted");
		assertThat(deposits(externalId)).isOne();
		assertThat(this.jdbc.sql("select received_at, deposited_at from deposit where external_id = ?")
			.param(externalId)
			.query((row, number) -> List.of(row.getTimestamp(1).toInstant(), row.getTimestamp(2).toInstant()))
			.single()).allSatisfy((time) -> assertThat(time).isCloseTo(published, within(2, ChronoUnit.MINUTES)));
	}

	/**
	 * A fault in the data or the code: nothing is half done, and a retry does the rest.
	 */
	@Test
	void aFaultThatWillNotPassStandsAtOnceAndIsRetriedOnceItIsMended() throws IOException {
		breakDeposits("raise exception 'a bug'");
		String externalId = publish("LYO");
		Incident incident = incident("Task_StoreDeposit");
		assertThat(incident.getErrorMessage()).contains("will not pass by itself", "Look up job");
		assertThat(deposits(externalId)).isZero();
		mend();
		retry(incident);
		assertThatProcessInstance(instance(incident)).isCompleted();
		assertThat(deposits(externalId)).isOne();
	}

	/** A passing fault is tried again with growing waits before anybody is called. */
	@Test
	void aFaultThatPassesCallsForHelpOnlyAfterSeveralAttempts() throws IOException {
		breakDeposits("raise exception 'busy' using errcode = '40001'");
		String externalId = publish("LYO");
		Incident incident = await().atMost(Duration.ofSeconds(60)).until(() -> {
			this.context.increaseTime(Duration.ofMinutes(3));
			return open("Task_StoreDeposit");
		}, (found) -> found != null);
		assertThat(incident.getErrorMessage()).contains("Still failing after several attempts", "retry in Operate");
		mend();
		retry(incident);
		assertThatProcessInstance(instance(incident)).isCompleted();
		assertThat(deposits(externalId)).isOne();
	}

	/** What is not to be repaired is cancelled: nothing is left behind. */
	@Test
	void anInstanceThatWasStartedByMistakeIsCancelled() {
		this.camunda.newPublishMessageCommand()
			.messageName("campaign-drafted")
			.correlationKey(UUID.randomUUID().toString())
			.variables(Map.of("campaignId", UUID.randomUUID().toString()))
			.send()
			.join();
		Incident incident = incident("Task_ClaimCampaign");
		assertThat(incident.getErrorMessage()).contains("will not pass by itself");
		this.camunda.newCancelInstanceCommand(incident.getProcessInstanceKey()).send().join();
		assertThatProcessInstance(instance(incident)).isTerminated();
	}

	private String publish(String agency) throws IOException {
		Path file = Files.write(this.files.resolve(UUID.randomUUID() + ".pdf"), SamplePdfs.letter());
		UploadId upload = this.receiveUpload.from(this.findActor.byLogin("paie-horizon").orElseThrow(), file,
				"bulletin.pdf");
		String externalId = UUID.randomUUID().toString();
		this.camunda.newPublishMessageCommand()
			.messageName("payroll-document-deposited")
			.correlationKey(externalId)
			.variables(Map.of("system", "paie-horizon", "externalId", externalId, "kind", "PAYSLIP", "matricule",
					"H0032", "agency", agency, "period", "2026-11", "uploadId", upload.toString()))
			.send()
			.join();
		return externalId;
	}

	private void breakDeposits(String how) {
		this.jdbc.sql("""
				create or replace function broken() returns trigger language plpgsql as $$
				begin %s; end $$
				""".formatted(how)).update();
		this.jdbc.sql("create trigger broken before insert on deposit for each row execute function broken()").update();
	}

	private Incident incident(String element) {
		return await().atMost(Duration.ofSeconds(60)).until(() -> open(element), (found) -> found != null);
	}

	private Incident open(String element) {
		return this.camunda.newIncidentSearchRequest()
			.send()
			.join()
			.items()
			.stream()
			.filter((incident) -> incident.getState() == IncidentState.ACTIVE
					&& incident.getElementId().equals(element))
			.findFirst()
			.orElse(null);
	}

	/** As Operate's button does it. */
	private void retry(Incident incident) {
		this.camunda.newUpdateRetriesCommand(incident.getJobKey()).retries(5).send().join();
		this.camunda.newResolveIncidentCommand(incident.getIncidentKey()).send().join();
	}

	private static ProcessInstanceSelector instance(Incident incident) {
		return ProcessInstanceSelectors.byKey(incident.getProcessInstanceKey());
	}

	private int deposits(String externalId) {
		return this.jdbc.sql("select count(*) from deposit where external_id = ?")
			.param(externalId)
			.query(Integer.class)
			.single();
	}

}
