package io.estafette.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.ProcessInstanceEvent;
import io.camunda.process.test.api.CamundaProcessTestContext;
import io.camunda.process.test.api.assertions.ProcessInstanceSelectors;
import io.camunda.process.test.api.assertions.UserTaskSelectors;
import io.estafette.campaign.AddCampaignDocument;
import io.estafette.campaign.CampaignId;
import io.estafette.campaign.CampaignKind;
import io.estafette.campaign.CampaignOrigin;
import io.estafette.campaign.CampaignSettings;
import io.estafette.campaign.DraftCampaign;
import io.estafette.campaign.ExecutiveFilter;
import io.estafette.campaign.FindCampaign;
import io.estafette.campaign.LaunchCampaign;
import io.estafette.organization.ActorId;
import io.estafette.organization.FindActor;
import io.estafette.organization.NodeId;
import io.estafette.organization.PayrollDocument;
import io.estafette.process.support.ProcessTest;
import io.estafette.samples.SamplePdfs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static io.camunda.process.test.api.CamundaAssert.assertThatProcessInstance;
import static io.camunda.process.test.api.CamundaAssert.assertThatUserTask;
import static org.assertj.core.api.Assertions.assertThat;

/** campaign-draft on the real engine: the four steps of C2 in Tasklist. */
@ProcessTest
class CampaignDraftTests {

	@Autowired
	private CamundaClient camunda;

	@Autowired
	private CamundaProcessTestContext context;

	@Autowired
	private DraftCampaign draftCampaign;

	@Autowired
	private FindCampaign findCampaign;

	@Autowired
	private LaunchCampaign launchCampaign;

	@Autowired
	private AddCampaignDocument addDocument;

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
		this.jdbc
			.sql("""
					update campaign set state = 'CLOSED', closed_by = author_id where state in ('DRAFT', 'SCHEDULED', 'ACTIVE')
					""")
			.update();
		this.jdbc.sql("""
				insert into access_right (actor_id, node_id, kind)
				select a.id, n.id, 'D' from actor a, node n where a.login = 'claire.martin' and n.code = 'HORIZON'
				on conflict do nothing
				""").update();
	}

	@Test
	void aCampaignIsPreparedInFourStepsAndLaunched() throws IOException {
		ProcessInstanceEvent instance = start("claire.martin");
		complete(instance, "UserTask_ConfigureTarget", Map.of("campaignName", " Consignes ", "kind",
				"SAFETY_INSTRUCTIONS", "target", node("LYO"), "step", "TRIGGERS"));
		assertThat(instance).hasActiveElements("UserTask_ConfigureTriggers")
			.hasVariableSatisfies("companyChoices", List.class,
					(choices) -> assertThat(choices.toString()).contains("EU-ACIER").doesNotContain("EU-PAPIER"));
		CampaignId campaign = campaign(instance);
		complete(instance, "UserTask_ConfigureTriggers", Map.of("triggers", List.of("CONTRACT"), "executives", "ONLY",
				"clientCompanies", List.of(company("EU-ACIER")), "retroactive", true, "step", "DOCUMENTS"));
		complete(instance, "UserTask_AddCampaignDocuments", Map.of("step", "SCHEDULE"));
		// C6: a day to go back to is proposed, and asked for where it is taken out.
		assertThat(instance).hasActiveElements("UserTask_ConfigureSchedule")
			.hasVariable("retroactiveSince", today().minusMonths(1).toString());
		complete(instance, "UserTask_ConfigureSchedule",
				Map.of("startDate", today().toString(), "retroactiveSince", "", "step", "CHECK"));
		awaitTask(instance, "UserTask_ConfigureSchedule", 2);
		assertThat(instance).hasVariableSatisfies("problem", String.class,
				(problem) -> assertThat(problem).contains("depuis quelle date"));
		assertThat(this.findCampaign.of(campaign, claire()).settings().retroactive()).isTrue();
		complete(instance, "UserTask_ConfigureSchedule", Map.of("startDate", "demain", "step", "CHECK"));
		awaitTask(instance, "UserTask_ConfigureSchedule", 3);
		assertThat(instance).hasVariableSatisfies("problem", String.class,
				(problem) -> assertThat(problem).contains("Cette date n'existe pas"));
		complete(instance, "UserTask_ConfigureSchedule", Map.of("startDate", today().minusDays(1).toString(),
				"retroactiveSince", today().minusMonths(4).toString(), "step", "CHECK"));
		assertThat(instance).hasActiveElements("UserTask_CheckCampaign")
			.hasVariableSatisfies("problem", String.class,
					(problem) -> assertThat(problem).contains("au moins un document")
						.contains("début est passée")
						.contains("trois mois"))
			.hasVariableSatisfies("stepChoices", List.class,
					(choices) -> assertThat(choices.toString()).doesNotContain("LAUNCH"));
		// Whoever asks for it all the same gets the reasons once more.
		complete(instance, "UserTask_CheckCampaign", Map.of("step", "LAUNCH"));
		awaitTask(instance, "UserTask_CheckCampaign", 2);
		addDocument(campaign);
		complete(instance, "UserTask_CheckCampaign", Map.of("step", "SCHEDULE"));
		awaitTask(instance, "UserTask_ConfigureSchedule", 4);
		complete(instance, "UserTask_ConfigureSchedule",
				Map.of("startDate", today().plusDays(2).toString(), "endDate", today().plusDays(9).toString(),
						"retroactiveSince", today().minusMonths(3).toString(), "step", "CHECK"));
		awaitTask(instance, "UserTask_CheckCampaign", 3);
		assertThat(instance).hasVariable("problem", null)
			.hasVariableSatisfies("summary", List.class,
					(summary) -> assertThat(summary.toString()).contains("Cadres seulement", "EU-ACIER", "Lyon"))
			.hasVariableSatisfies("consequences", String.class,
					(words) -> assertThat(words).containsPattern("\\d+ salariés dans 1 agence"));
		complete(instance, "UserTask_CheckCampaign", Map.of("step", "LAUNCH"));
		assertThat(instance).isCompleted().hasCompletedElements("Event_CampaignLaunched");
		Map<String, Object> row = this.jdbc.sql("select * from campaign where id = ?")
			.param(campaign.value())
			.query()
			.singleRow();
		assertThat(row).containsEntry("state", "SCHEDULED")
			.containsEntry("origin", "TASKLIST")
			.containsEntry("name", "Consignes")
			.containsEntry("executives", "ONLY")
			.containsEntry("on_contract", true)
			.containsEntry("on_payslip", false)
			.containsEntry("launched_by", claire().value());
		assertThatProcessInstance(ProcessInstanceSelectors.byKey((long) row.get("process_instance_key")))
			.hasActiveElements("Gateway_WaitForStart");
	}

	/** Saved half done, taken up again, and at last thrown away. */
	@Test
	void aDraftIsSavedAnywhereAndTakenUpAgain() {
		ProcessInstanceEvent first = start("claire.martin");
		complete(first, "UserTask_ConfigureTarget",
				Map.of("campaignName", "Livret", "kind", "BOOKLET", "target", node("MRS"), "step", "CLOSE"));
		assertThat(first).isCompleted().hasCompletedElements("Event_DraftSaved");
		CampaignId campaign = campaign(first);
		ProcessInstanceEvent second = start("claire.martin");
		assertThat(second).hasActiveElements("UserTask_ChooseCampaignDraft")
			.hasVariableSatisfies("draftChoices", List.class,
					(choices) -> assertThat(choices.toString()).contains("Nouvelle campagne", "Livret · Marseille"));
		complete(second, "UserTask_ChooseCampaignDraft", Map.of("draft", campaign.toString(), "step", "TARGET"));
		assertThat(second).hasActiveElements("UserTask_ConfigureTarget")
			.hasVariable("campaignName", "Livret")
			.hasVariable("kind", "BOOKLET")
			.hasVariable("target", node("MRS"));
		complete(second, "UserTask_ConfigureTarget", Map.of("campaignName", "x".repeat(151), "step", "TRIGGERS"));
		awaitTask(second, "UserTask_ConfigureTarget", 2);
		complete(second, "UserTask_ConfigureTarget", Map.of("campaignName", "Livret d'accueil", "step", "TRIGGERS"));
		complete(second, "UserTask_ConfigureTriggers", Map.of("triggers", List.of("PAYSLIP"), "step", "TARGET"));
		awaitTask(second, "UserTask_ConfigureTarget", 3);
		complete(second, "UserTask_ConfigureTarget", Map.of("step", "TRIGGERS"));
		awaitTask(second, "UserTask_ConfigureTriggers", 2);
		complete(second, "UserTask_ConfigureTriggers", Map.of("step", "DOCUMENTS"));
		complete(second, "UserTask_AddCampaignDocuments", Map.of("step", "SCHEDULE"));
		complete(second, "UserTask_ConfigureSchedule", Map.of("step", "CHECK"));
		CampaignSettings saved = this.findCampaign.of(campaign, claire()).settings();
		assertThat(saved.name()).isEqualTo("Livret d'accueil");
		assertThat(saved.triggers()).containsExactly(PayrollDocument.PAYSLIP);
		complete(second, "UserTask_CheckCampaign", Map.of("step", "DELETE"));
		assertThat(second).isCompleted().hasCompletedElements("Event_DraftDeleted");
		assertThat(state(campaign)).isEqualTo("DELETED");
		assertThat(this.jdbc.sql("select count(*) from campaign where drafted_in in (?, ?)")
			.params(first.getProcessInstanceKey(), second.getProcessInstanceKey())
			.query(Integer.class)
			.single()).isOne();
	}

	/** C9: for a whole brand, how many people it concerns is confirmed. */
	@Test
	void aBrandCampaignIsConfirmedOnceMore() throws IOException {
		CampaignId campaign = draft("HORIZON", today());
		addDocument(campaign);
		this.jdbc.sql("update campaign set leave_out = array[?::uuid] where id = ?")
			.params(UUID.randomUUID(), campaign.value())
			.update();
		ProcessInstanceEvent instance = start("claire.martin");
		complete(instance, "UserTask_ChooseCampaignDraft", Map.of("draft", campaign.toString(), "step", "TARGET"));
		complete(instance, "UserTask_ConfigureTarget", Map.of("step", "TRIGGERS"));
		complete(instance, "UserTask_ConfigureTriggers", Map.of("step", "DOCUMENTS"));
		complete(instance, "UserTask_AddCampaignDocuments", Map.of("step", "SCHEDULE"));
		complete(instance, "UserTask_ConfigureSchedule", Map.of("step", "CHECK"));
		assertThat(instance).hasActiveElements("UserTask_CheckCampaign")
			.hasVariableSatisfies("summary", List.class,
					(summary) -> assertThat(summary.toString()).contains("Laissés de côté"))
			.hasVariableSatisfies("brandWide", String.class,
					(words) -> assertThat(words).containsPattern("3 agences et établissements, \\d+ salariés"));
		complete(instance, "UserTask_CheckCampaign", Map.of("step", "LAUNCH"));
		awaitTask(instance, "UserTask_CheckCampaign", 2);
		assertThat(state(campaign)).isEqualTo("DRAFT");
		complete(instance, "UserTask_CheckCampaign", Map.of("step", "LAUNCH", "confirmed", true));
		assertThat(instance).isCompleted().hasCompletedElements("Event_CampaignLaunched");
		assertThat(state(campaign)).isEqualTo("ACTIVE");
	}

	/** O6: what holds is who completes the tasks and what they may do then. */
	@Test
	void aRightThatIsWithdrawnAndAForgedLoginLeadNowhere() {
		ProcessInstanceEvent forged = start("nadia.leroy");
		complete(forged, "UserTask_ConfigureTarget",
				Map.of("login", "claire.martin", "kind", "OTHER", "target", node("LYO"), "step", "TRIGGERS"));
		assertThatUserTask(
				UserTaskSelectors.byElementId("UserTask_ExplainCampaignRefusal", forged.getProcessInstanceKey()))
			.isCreated()
			.hasAssignee("nadia.leroy");
		complete(forged, "UserTask_ExplainCampaignRefusal", Map.of());
		assertThat(forged).isCompleted().hasCompletedElements("Event_CampaignDraftStopped");
		ProcessInstanceEvent withdrawn = start("claire.martin");
		complete(withdrawn, "UserTask_ConfigureTarget",
				Map.of("kind", "OTHER", "target", node("LYO"), "step", "TRIGGERS"));
		assertThat(withdrawn).hasActiveElements("UserTask_ConfigureTriggers");
		this.jdbc
			.sql("""
					delete from access_right where kind = 'D' and actor_id = (select id from actor where login = 'claire.martin')
					""")
			.update();
		complete(withdrawn, "UserTask_ConfigureTriggers", Map.of("triggers", List.of("PAYSLIP"), "step", "DOCUMENTS"));
		assertThat(withdrawn).hasActiveElements("UserTask_ExplainCampaignRefusal");
		assertThat(this.jdbc.sql("select on_payslip from campaign where drafted_in = ?")
			.param(withdrawn.getProcessInstanceKey())
			.query(Boolean.class)
			.single()).isFalse();
	}

	@Test
	void whoMayRunNoCampaignIsToldWhy() {
		ProcessInstanceEvent none = start("paul.bernard");
		complete(none, "UserTask_ExplainNoCampaignRight", Map.of());
		assertThat(none).isCompleted()
			.hasCompletedElements("Event_NothingToPrepare")
			.hasVariableSatisfies("refusal", String.class, (words) -> assertThat(words).contains("droit D"));
		assertThat(start("nobody.here")).isCompleted().hasCompletedElements("Event_LoginUnknown");
	}

	/** What was launched on the pages meanwhile is no draft any more. */
	@Test
	void aCampaignThatWasLaunchedElsewhereIsLeftAlone() throws IOException {
		CampaignId campaign = draft("LYO", today().plusDays(1));
		addDocument(campaign);
		ProcessInstanceEvent instance = start("claire.martin");
		complete(instance, "UserTask_ChooseCampaignDraft", Map.of("draft", campaign.toString(), "step", "TARGET"));
		assertThat(instance).hasActiveElements("UserTask_ConfigureTarget");
		this.launchCampaign.of(campaign, claire());
		complete(instance, "UserTask_ConfigureTarget", Map.of("campaignName", "Autre", "step", "TRIGGERS"));
		assertThat(instance).hasActiveElements("UserTask_ExplainCampaignRefusal");
		assertThat(this.findCampaign.of(campaign, claire()).settings().name()).isEqualTo("Consignes");
	}

	@Test
	void whatIsForgottenForThirtyDaysStaysADraft() {
		ProcessInstanceEvent instance = start("claire.martin");
		complete(instance, "UserTask_ConfigureTarget",
				Map.of("kind", "OTHER", "target", node("LYO"), "step", "TRIGGERS"));
		assertThat(instance).hasActiveElements("UserTask_ConfigureTriggers");
		this.context.increaseTime(Duration.ofDays(30).plusMinutes(1));
		assertThat(instance).isCompleted().hasCompletedElements("Event_DraftLeft");
		assertThat(state(campaign(instance))).isEqualTo("DRAFT");
	}

	private ProcessInstanceEvent start(String login) {
		return this.camunda.newCreateInstanceCommand()
			.bpmnProcessId("campaign-draft")
			.latestVersion()
			.variables(Map.of("login", login))
			.send()
			.join();
	}

	private void complete(ProcessInstanceEvent instance, String task, Map<String, Object> variables) {
		this.context.completeUserTask(UserTaskSelectors.byElementId(task, instance.getProcessInstanceKey()), variables);
	}

	private void awaitTask(ProcessInstanceEvent instance, String task, int times) {
		assertThat(instance).hasCompletedElement(task, times - 1).hasActiveElement(task, 1);
	}

	private CampaignId campaign(ProcessInstanceEvent instance) {
		return new CampaignId(this.jdbc.sql("select id from campaign where drafted_in = ?")
			.param(instance.getProcessInstanceKey())
			.query(UUID.class)
			.single());
	}

	private CampaignId draft(String target, LocalDate start) {
		return this.draftCampaign.of(claire(), CampaignOrigin.PAGE,
				new CampaignSettings(new NodeId(UUID.fromString(node(target))), "Consignes",
						CampaignKind.SAFETY_INSTRUCTIONS, Set.of(PayrollDocument.PAYSLIP), ExecutiveFilter.ALL,
						Set.of(), null, start, null));
	}

	private void addDocument(CampaignId campaign) throws IOException {
		Path file = Files.write(this.samples.resolve(campaign + ".pdf"), SamplePdfs.letter());
		this.addDocument.to(campaign, claire(), file, "consignes.pdf", "Consignes", false);
	}

	private String node(String code) {
		return this.jdbc.sql("select id from node where code = ?").param(code).query(UUID.class).single().toString();
	}

	private String company(String code) {
		return this.jdbc.sql("select id from client_company where code = ?")
			.param(code)
			.query(UUID.class)
			.single()
			.toString();
	}

	private String state(CampaignId campaign) {
		return this.jdbc.sql("select state from campaign where id = ?")
			.param(campaign.value())
			.query(String.class)
			.single();
	}

	private LocalDate today() {
		return LocalDate.ofInstant(this.clock.instant(), ZoneId.of("Europe/Paris"));
	}

	private ActorId claire() {
		return this.findActor.byLogin("claire.martin").orElseThrow().id();
	}

}
