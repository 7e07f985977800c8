package io.estafette.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import io.camunda.client.CamundaClient;
import io.camunda.process.test.api.assertions.ProcessInstanceSelector;
import io.camunda.process.test.api.assertions.ProcessInstanceSelectors;
import io.estafette.campaign.AddCampaignDocument;
import io.estafette.campaign.CampaignId;
import io.estafette.campaign.CampaignKind;
import io.estafette.campaign.CampaignOrigin;
import io.estafette.campaign.CampaignSettings;
import io.estafette.campaign.CloseCampaign;
import io.estafette.campaign.DraftCampaign;
import io.estafette.campaign.ExecutiveFilter;
import io.estafette.campaign.LaunchCampaign;
import io.estafette.delivery.Delivery;
import io.estafette.directory.CreateEmployee;
import io.estafette.document.DocumentType;
import io.estafette.document.UploadId;
import io.estafette.organization.Actor;
import io.estafette.organization.ActorId;
import io.estafette.organization.FindActor;
import io.estafette.organization.NodeId;
import io.estafette.organization.PayrollDocument;
import io.estafette.payroll.DepositId;
import io.estafette.payroll.DepositState;
import io.estafette.payroll.FindDeposit;
import io.estafette.payroll.ReceiveDeposit;
import io.estafette.payroll.ReceiveUpload;
import io.estafette.process.support.ProcessTest;
import io.estafette.samples.SamplePdfs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static io.camunda.process.test.api.CamundaAssert.assertThatProcessInstance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * payroll-deposit on the real engine, over HTTP's use case and published straight to it.
 */
@ProcessTest
class PayrollDepositTests {

	@Autowired
	private CamundaClient camunda;

	@Autowired
	private ReceiveDeposit receiveDeposit;

	@Autowired
	private ReceiveUpload receiveUpload;

	@Autowired
	private CreateEmployee createEmployee;

	@Autowired
	private DraftCampaign draftCampaign;

	@Autowired
	private AddCampaignDocument addDocument;

	@Autowired
	private LaunchCampaign launchCampaign;

	@Autowired
	private CloseCampaign closeCampaign;

	@Autowired
	private FindDeposit findDeposit;

	@Autowired
	private FindActor findActor;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private Clock clock;

	@TempDir
	Path files;

	/**
	 * P1, P5, C16: the payslip and the campaign's document, in one hand-over and one
	 * mail.
	 */
	@Test
	void aDepositBringsItsPayslipAndTheCampaignsDocuments() throws IOException {
		CampaignId campaign = runningCampaign();
		DepositId deposit = received(request("H0030"));
		ProcessInstanceSelector instance = instance(deposit);
		assertThatProcessInstance(instance).isCompleted()
			.hasCompletedElements("Task_MatchCampaigns", "CallActivity_DeliverDocuments", "Event_DepositCompleted");
		FindDeposit.View view = this.findDeposit.of(deposit, system("paie-horizon"));
		assertThat(view.state()).isEqualTo(DepositState.COMPLETED);
		assertThat(view.matchedCampaigns()).containsExactly(campaign.value());
		assertThat(view.deliveries()).extracting(Delivery::documentName)
			.containsExactly("Bulletin de paie – novembre 2026", "Consignes");
		assertThat(view.deliveries()).as("a payslip is never to sign")
			.extracting(Delivery::type)
			.containsExactly(DocumentType.SIMPLE, DocumentType.TO_SIGN);
		assertThat(this.jdbc.sql("""
				select count(*) from outgoing_mail m join hand_over h on h.id = m.hand_over_id where h.source_id = ?
				""").param(deposit.value()).query(Integer.class).single()).isOne();
		// The next month's payslip comes alone.
		DepositId next = received(request("H0030"));
		assertThatProcessInstance(instance(next)).isCompleted();
		assertThat(this.findDeposit.of(next, system("paie-horizon")).matchedCampaigns()).isEmpty();
		this.closeCampaign.of(campaign, system("sirh-horizon").id());
	}

	/** P4: nothing is lost while nobody has the matricule. */
	@Test
	void anUnknownMatriculeWaitsUntilTheEmployeeExists() throws IOException {
		String matricule = "N" + UUID.randomUUID().toString().substring(0, 8);
		DepositId first = received(request(matricule));
		DepositId second = received(request(matricule));
		for (DepositId deposit : List.of(first, second)) {
			assertThatProcessInstance(instance(deposit)).hasActiveElements("Event_EmployeeRegistered");
			assertThat(this.findDeposit.of(deposit, system("paie-horizon")).state())
				.isEqualTo(DepositState.WAITING_FOR_EMPLOYEE);
		}
		NodeId headOffice = new NodeId(
				this.jdbc.sql("select id from node where code = 'LYO-SIEGE'").query(UUID.class).single());
		this.createEmployee.at(headOffice, new CreateEmployee.NewEmployee("Nouvelle", "Anne", matricule,
				matricule.toLowerCase(Locale.ROOT) + "@salarie.example", false));
		for (DepositId deposit : List.of(first, second)) {
			assertThatProcessInstance(instance(deposit)).isCompleted();
			FindDeposit.View view = this.findDeposit.of(deposit, system("paie-horizon"));
			assertThat(view.state()).isEqualTo(DepositState.COMPLETED);
			assertThat(view.deliveries()).hasSize(1);
		}
	}

	/**
	 * P1: published by a payroll system with a Camunda client of its own; P2: and once
	 * more.
	 */
	@Test
	void aDepositPublishedStraightToCamundaIsStoredOnce() throws IOException {
		Path file = Files.write(this.files.resolve("bulletin.pdf"), SamplePdfs.letter());
		UploadId upload = this.receiveUpload.from(system("paie-horizon"), file, "bulletin.pdf");
		String externalId = UUID.randomUUID().toString();
		for (int time = 1; time <= 2; time++) {
			this.camunda.newPublishMessageCommand()
				.messageName("payroll-document-deposited")
				.correlationKey(externalId + time)
				.variables(Map.of("system", "paie-horizon", "externalId", externalId, "kind", "PAYSLIP", "matricule",
						"H0031", "agency", "LYO", "period", "2026-11", "uploadId", upload.toString()))
				.send()
				.join();
		}
		DepositId deposit = await().atMost(Duration.ofSeconds(30))
			.until(() -> this.jdbc.sql("select id from deposit where external_id = ?")
				.param(externalId)
				.query((row, number) -> new DepositId(row.getObject(1, UUID.class)))
				.optional(), Optional::isPresent)
			.orElseThrow();
		assertThatProcessInstance(instance(deposit)).isCompleted().hasVariable("matricule", null);
		assertThat(this.findDeposit.of(deposit, system("paie-horizon")).deliveries()).hasSize(1);
		assertThat(this.jdbc.sql("select count(*) from deposit where external_id = ?")
			.param(externalId)
			.query(Integer.class)
			.single()).isOne();
	}

	private CampaignId runningCampaign() throws IOException {
		ActorId system = system("sirh-horizon").id();
		NodeId lyon = new NodeId(this.jdbc.sql("select id from node where code = 'LYO'").query(UUID.class).single());
		CampaignId id = this.draftCampaign.of(system, CampaignOrigin.API,
				new CampaignSettings(lyon, "Consignes", CampaignKind.SAFETY_INSTRUCTIONS,
						Set.of(PayrollDocument.PAYSLIP), ExecutiveFilter.ALL, Set.of(), null,
						LocalDate.ofInstant(this.clock.instant(), ZoneId.of("Europe/Paris")), null));
		this.addDocument.to(id, system, Files.write(this.files.resolve("c.pdf"), SamplePdfs.letter()), "c.pdf",
				"Consignes", true);
		this.launchCampaign.of(id, system);
		await().atMost(Duration.ofSeconds(30))
			.until(() -> this.jdbc.sql("select caught_up_at is not null from campaign where id = ?")
				.param(id.value())
				.query(Boolean.class)
				.single());
		return id;
	}

	private ReceiveDeposit.Request request(String matricule) {
		return new ReceiveDeposit.Request(UUID.randomUUID().toString(), PayrollDocument.PAYSLIP, matricule, "LYO",
				YearMonth.of(2026, 11), null, null, null);
	}

	private DepositId received(ReceiveDeposit.Request request) throws IOException {
		Path file = Files.write(this.files.resolve("bulletin.pdf"), SamplePdfs.letter());
		return this.receiveDeposit.from(system("paie-horizon"), request, file, "bulletin.pdf").id();
	}

	private ProcessInstanceSelector instance(DepositId deposit) {
		return ProcessInstanceSelectors.byKey(await().atMost(Duration.ofSeconds(30))
			.until(() -> this.jdbc.sql("select process_instance_key from deposit where id = ?")
				.param(deposit.value())
				.query((row, number) -> Optional.ofNullable(row.getObject(1, Long.class)))
				.single(), Optional::isPresent)
			.orElseThrow());
	}

	private Actor system(String login) {
		return this.findActor.byLogin(login).orElseThrow();
	}

}
