package io.estafette.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import io.camunda.client.CamundaClient;
import io.camunda.process.test.api.CamundaProcessTestContext;
import io.camunda.process.test.api.assertions.ProcessInstanceSelector;
import io.camunda.process.test.api.assertions.ProcessInstanceSelectors;
import io.estafette.campaign.AddCampaignDocument;
import io.estafette.campaign.CampaignId;
import io.estafette.campaign.CampaignKind;
import io.estafette.campaign.CampaignOrigin;
import io.estafette.campaign.CampaignSettings;
import io.estafette.campaign.CloseCampaign;
import io.estafette.campaign.DeleteCampaign;
import io.estafette.campaign.Deposits;
import io.estafette.campaign.DraftCampaign;
import io.estafette.campaign.ExecutiveFilter;
import io.estafette.campaign.LaunchCampaign;
import io.estafette.campaign.MatchCampaigns;
import io.estafette.campaign.UnscheduleCampaign;
import io.estafette.organization.ActorId;
import io.estafette.organization.FindActor;
import io.estafette.organization.NodeId;
import io.estafette.organization.PayrollDocument;
import io.estafette.platform.Refusal;
import io.estafette.process.support.ProcessTest;
import io.estafette.samples.SamplePdfs;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

import static io.camunda.process.test.api.CamundaAssert.assertThatProcessInstance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** campaign-lifecycle and campaign-catch-up on the real engine, the clock moved. */
@ProcessTest
@Import(Deposits.class)
class CampaignLifecycleTests {

	private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

	@Autowired
	private CamundaClient camunda;

	@Autowired
	private CamundaProcessTestContext context;

	@Autowired
	private DraftCampaign draftCampaign;

	@Autowired
	private AddCampaignDocument addDocument;

	@Autowired
	private LaunchCampaign launchCampaign;

	@Autowired
	private UnscheduleCampaign unscheduleCampaign;

	@Autowired
	private CloseCampaign closeCampaign;

	@Autowired
	private DeleteCampaign deleteCampaign;

	@Autowired
	private MatchCampaigns match;

	@Autowired
	private Deposits deposits;

	@Autowired
	private FindActor findActor;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private Clock clock;

	@TempDir
	Path samples;

	@AfterEach
	void nothingIsLeft() {
		this.jdbc.sql("truncate campaign_catch_up").update();
		this.jdbc
			.sql("update campaign set state = 'CLOSED', closed_by = author_id where state in ('SCHEDULED', 'ACTIVE')")
			.update();
	}

	/**
	 * A whole life: saved, scheduled, begun at 0:00 in Paris, ended after the last day.
	 */
	@Test
	void aScheduledCampaignStartsOnItsFirstDayAndEndsAfterItsLast() throws IOException {
		LocalDate first = today().plusDays(3);
		CampaignId campaign = draft(first, first.plusDays(1), null);
		this.launchCampaign.of(campaign, claire());
		assertThat(state(campaign)).isEqualTo("SCHEDULED");
		assertThatProcessInstance(instance(campaign)).hasActiveElements("Gateway_WaitForStart")
			.hasCompletedElements("Task_ReadyCampaign");
		moveTo(first.atStartOfDay(PARIS).minusMinutes(2));
		assertThat(state(campaign)).isEqualTo("SCHEDULED");
		moveTo(first.atStartOfDay(PARIS).plusSeconds(1));
		assertThatProcessInstance(instance(campaign)).hasActiveElements("Gateway_WaitForEnd")
			.hasCompletedElements("Event_FirstDayCome", "CallActivity_CatchUp");
		assertThat(state(campaign)).isEqualTo("ACTIVE");
		UUID onTime = this.deposits.store("PAYSLIP", "H0001", "LYO", null, null, this.clock.instant());
		moveTo(first.plusDays(2).atStartOfDay(PARIS).plusSeconds(1));
		assertThatProcessInstance(instance(campaign)).isCompleted()
			.hasCompletedElements("Event_LastDayOver", "Task_EndCampaign", "Event_CampaignEnded");
		assertThat(state(campaign)).isEqualTo("CLOSED");
		// C17: deposited in time, processed after the end.
		this.match.of(List.of(onTime));
		assertThat(served(campaign)).containsExactly("H0001");
		UUID late = this.deposits.store("PAYSLIP", "H0002", "LYO", null, null, this.clock.instant());
		this.match.of(List.of(late));
		assertThat(served(campaign)).containsExactly("H0001");
	}

	/** C10: back to draft and launched again, more than once. */
	@Test
	void aScheduledCampaignComesBackToDraftAndIsLaunchedAgain() throws IOException {
		CampaignId campaign = draft(today().plusDays(3), null, null);
		for (int round = 1; round <= 2; round++) {
			this.launchCampaign.of(campaign, claire());
			assertThatProcessInstance(instance(campaign)).hasActiveElements("Gateway_WaitForStart");
			this.unscheduleCampaign.of(campaign, claire());
			assertThatProcessInstance(instance(campaign)).hasActiveElements("Gateway_WaitForLaunch")
				.hasCompletedElement("Event_CampaignUnscheduled", round);
			assertThat(state(campaign)).isEqualTo("DRAFT");
		}
		this.launchCampaign.of(campaign, claire());
		assertThatProcessInstance(instance(campaign)).hasActiveElements("Gateway_WaitForStart");
		this.closeCampaign.of(campaign, claire());
		assertThatProcessInstance(instance(campaign)).isCompleted().hasCompletedElements("Event_ClosedBeforeStart");
		assertThat(state(campaign)).isEqualTo("CLOSED");
	}

	/**
	 * The clock strikes while somebody takes the launch back: the database has the word.
	 */
	@Test
	void aLaunchTakenBackAtTheLastMomentIsADraft() throws IOException {
		LocalDate first = today().plusDays(2);
		CampaignId campaign = draft(first, null, null);
		this.launchCampaign.of(campaign, claire());
		assertThatProcessInstance(instance(campaign)).hasActiveElements("Gateway_WaitForStart");
		this.jdbc.sql("""
				update campaign set state = 'DRAFT', ready_at = null, launched_at = null, launched_by = null,
				  serves_from = null, serves_until = null where id = ?
				""").param(campaign.value()).update();
		moveTo(first.atStartOfDay(PARIS).plusSeconds(1));
		assertThatProcessInstance(instance(campaign)).hasActiveElements("Gateway_WaitForLaunch")
			.hasCompletedElements("Event_FirstDayCome", "Task_ActivateCampaign");
		assertThat(state(campaign)).isEqualTo("DRAFT");
	}

	/** C6: three months back, once each, and those without a deposit not at all. */
	@Test
	void aRetroactiveCampaignCatchesUpOnce() throws IOException {
		Instant before = today().minusMonths(3).atStartOfDay(PARIS).toInstant();
		this.deposits.store("PAYSLIP", "H0103", "MRS", null, null, before);
		this.deposits.store("PAYSLIP", "H0103", "MRS", null, null, before.plusSeconds(1));
		this.deposits.store("CONTRACT", "H0104", "MRS", null, null, before.plusSeconds(1));
		this.deposits.store("PAYSLIP", "H0105", "MRS", null, null, before.minusSeconds(1));
		this.deposits.store("PAYSLIP", "H0009", "LYO", null, null, before.plusSeconds(1));
		CampaignId campaign = draft("MRS", today(), null, today().minusMonths(3));
		this.launchCampaign.of(campaign, claire());
		assertThat(state(campaign)).isEqualTo("ACTIVE");
		assertThatProcessInstance(instance(campaign)).hasCompletedElements("CallActivity_CatchUp")
			.hasActiveElements("Event_OpenCampaignClosed");
		assertThat(served(campaign)).containsExactly("H0103");
		await().atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(this.jdbc.sql("select distinct state from delivery where source_id = ?")
				.param(campaign.value())
				.query(String.class)
				.list()).containsExactly("NOTIFIED"));
		this.closeCampaign.of(campaign, claire());
		assertThatProcessInstance(instance(campaign)).isCompleted().hasCompletedElements("Event_OpenCampaignClosed");
	}

	/** C10: closed by hand while it has an end date. */
	@Test
	void anActiveCampaignIsClosedByHand() throws IOException {
		CampaignId campaign = draft(today(), today().plusDays(30), null);
		this.launchCampaign.of(campaign, claire());
		assertThatProcessInstance(instance(campaign)).hasActiveElements("Gateway_WaitForEnd");
		assertThatExceptionOfType(Refusal.class).isThrownBy(() -> this.unscheduleCampaign.of(campaign, claire()));
		this.closeCampaign.of(campaign, claire());
		assertThatProcessInstance(instance(campaign)).isCompleted().hasCompletedElements("Event_CampaignClosed");
	}

	@Test
	void aDeletedDraftIsGone() throws IOException {
		CampaignId campaign = draft(null, null, null);
		assertThatProcessInstance(instance(campaign)).hasActiveElements("Gateway_WaitForLaunch");
		this.deleteCampaign.of(campaign, claire());
		assertThatProcessInstance(instance(campaign)).isCompleted().hasCompletedElements("Event_DraftGone");
	}

	/**
	 * A second instance for the same campaign, for example after a message sent twice.
	 */
	@Test
	void oneInstanceLooksAfterACampaign() throws IOException {
		CampaignId campaign = draft(null, null, null);
		ProcessInstanceSelector first = instance(campaign);
		long second = this.camunda.newCreateInstanceCommand()
			.bpmnProcessId("campaign-lifecycle")
			.latestVersion()
			.startBeforeElement("Task_ClaimCampaign")
			.variables(Map.of("campaignId", campaign.toString()))
			.send()
			.join()
			.getProcessInstanceKey();
		assertThatProcessInstance(ProcessInstanceSelectors.byKey(second)).isCompleted()
			.hasCompletedElements("Event_AlreadyClaimed");
		assertThatProcessInstance(first).hasActiveElements("Gateway_WaitForLaunch");
		this.deleteCampaign.of(campaign, claire());
		assertThatProcessInstance(first).isCompleted();
	}

	private CampaignId draft(@Nullable LocalDate start, @Nullable LocalDate end, @Nullable LocalDate since)
			throws IOException {
		return draft("LYO", start, end, since);
	}

	private CampaignId draft(String target, @Nullable LocalDate start, @Nullable LocalDate end,
			@Nullable LocalDate since) throws IOException {
		NodeId node = new NodeId(
				this.jdbc.sql("select id from node where code = ?").param(target).query(UUID.class).single());
		CampaignId id = this.draftCampaign.of(claire(), CampaignOrigin.PAGE,
				new CampaignSettings(node, "Consignes", CampaignKind.SAFETY_INSTRUCTIONS,
						Set.of(PayrollDocument.PAYSLIP), ExecutiveFilter.ALL, Set.of(), since, start, end));
		Path file = Files.write(this.samples.resolve(id + ".pdf"), SamplePdfs.letter());
		this.addDocument.to(id, claire(), file, "consignes.pdf", "Consignes", false);
		return id;
	}

	private ProcessInstanceSelector instance(CampaignId campaign) {
		return ProcessInstanceSelectors.byKey(await().atMost(Duration.ofSeconds(30))
			.until(() -> this.jdbc.sql("select process_instance_key from campaign where id = ?")
				.param(campaign.value())
				.query((row, number) -> Optional.ofNullable(row.getObject(1, Long.class)))
				.single(), Optional::isPresent)
			.orElseThrow());
	}

	private void moveTo(ZonedDateTime moment) {
		this.context.increaseTime(Duration.between(this.clock.instant(), moment.toInstant()));
	}

	private LocalDate today() {
		return LocalDate.ofInstant(this.clock.instant(), PARIS);
	}

	private ActorId claire() {
		return this.findActor.byLogin("claire.martin").orElseThrow().id();
	}

	private String state(CampaignId campaign) {
		return this.jdbc.sql("select state from campaign where id = ?")
			.param(campaign.value())
			.query(String.class)
			.single();
	}

	private List<String> served(CampaignId campaign) {
		return this.jdbc.sql("""
				select e.matricule from delivery d join employee e on e.id = d.employee_id where d.source_id = ?
				order by e.matricule
				""").param(campaign.value()).query(String.class).list();
	}

}
