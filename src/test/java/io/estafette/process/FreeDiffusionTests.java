package io.estafette.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.ProcessInstanceEvent;
import io.camunda.process.test.api.CamundaProcessTestContext;
import io.camunda.process.test.api.assertions.ProcessInstanceSelectors;
import io.camunda.process.test.api.assertions.UserTaskSelectors;
import io.estafette.diffusion.AddDiffusionDocument;
import io.estafette.diffusion.ChangeDiffusionDocumentType;
import io.estafette.diffusion.FreeDiffusionId;
import io.estafette.diffusion.RetryFailures;
import io.estafette.document.DocumentType;
import io.estafette.document.DocumentView;
import io.estafette.organization.ActorId;
import io.estafette.organization.FindActor;
import io.estafette.process.support.ProcessTest;
import io.estafette.samples.SamplePdfs;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static io.camunda.process.test.api.CamundaAssert.assertThatProcessInstance;
import static io.camunda.process.test.api.CamundaAssert.assertThatUserTask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** free-diffusion on the real engine: every path, every gateway, every boundary event. */
@ProcessTest
class FreeDiffusionTests {

	@Autowired
	private CamundaClient camunda;

	@Autowired
	private CamundaProcessTestContext context;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private FindActor findActor;

	@Autowired
	private AddDiffusionDocument addDocument;

	@Autowired
	private RetryFailures retryFailures;

	@Autowired
	private ChangeDiffusionDocumentType changeType;

	@TempDir
	Path samples;

	@AfterEach
	void giveRightsBack() {
		this.jdbc.sql("""
				insert into access_right (actor_id, node_id, kind)
				select a.id, n.id, 'DLP' from actor a, node n where a.login = 'claire.martin' and n.code = 'HORIZON'
				on conflict do nothing
				""").update();
	}

	@Test
	void aSimpleAndAProtectedDocumentReachTwoPeopleOnce() throws IOException {
		ProcessInstanceEvent instance = start("claire.martin");
		chooseEmitter(instance, "LYO");
		complete(instance, "UserTask_ChooseRecipients", Map.of("query", "moreau juli", "step", "SEARCH"));
		awaitTask(instance, "UserTask_ChooseRecipients", 2);
		complete(instance, "UserTask_ChooseRecipients",
				Map.of("picked", List.of(employee("H0001")), "matricules", "H0021", "step", "DOCUMENTS"));
		UUID diffusion = diffusion(instance);
		addDocument(diffusion, DocumentType.SIMPLE);
		addDocument(diffusion, DocumentType.PROTECTED);
		complete(instance, "UserTask_AddDocuments", Map.of("step", "CHECK"));
		complete(instance, "UserTask_CheckAndSend", Map.of("step", "SEND"));
		assertThat(instance).isCompleted()
			.hasCompletedElements("Task_SealDocuments", "CallActivity_DeliverDocuments", "Event_FreeDiffusionCompleted")
			.hasVariable("outcome", "COMPLETED");
		assertThat(states(diffusion)).hasSize(4)
			.allMatch((state) -> List.of("HANDED_OVER", "NOTIFIED").contains(state));
		await().atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(states(diffusion)).containsOnly("NOTIFIED"));
	}

	@Test
	void nothingPersonalIsLeftInTheProcess() throws IOException {
		ProcessInstanceEvent instance = prepareUntilCheck("claire.martin");
		complete(instance, "UserTask_CheckAndSend", Map.of("step", "ABANDON"));
		assertThat(instance).isCompleted().hasCompletedElements("Event_FreeDiffusionAbandoned");
		assertThat(state(diffusion(instance))).isEqualTo("ABANDONED");
		List<String> names = this.camunda.newVariableSearchRequest()
			.filter((filter) -> filter.processInstanceKey(instance.getProcessInstanceKey())
				.scopeKey(instance.getProcessInstanceKey()))
			.send()
			.join()
			.items()
			.stream()
			.map((variable) -> variable.getName())
			.toList();
		assertThat(names).contains("freeDiffusionId")
			.doesNotContain("preparation", "hits", "chosen", "query", "picked", "matricules", "documents", "summary");
	}

	@Test
	void anUnknownLoginEndsAtOnce() {
		ProcessInstanceEvent instance = start("nobody.here");
		assertThat(instance).isCompleted().hasCompletedElements("Event_LoginUnknown");
	}

	@Test
	void whoMaySendNothingIsToldWhy() {
		ProcessInstanceEvent instance = start("hugo.petit");
		assertThatUserTask(UserTaskSelectors.byElementId("UserTask_ExplainNoRight", instance.getProcessInstanceKey()))
			.isCreated()
			.hasAssignee("hugo.petit");
		complete(instance, "UserTask_ExplainNoRight", Map.of());
		assertThat(instance).isCompleted().hasCompletedElements("Event_NothingToSend");
	}

	@Test
	void anEmitterOfAnotherBrandIsExplainedAndCanBeCorrected() {
		ProcessInstanceEvent instance = start("claire.martin");
		complete(instance, "UserTask_ChooseEmitter", Map.of("emitter", node("PAR"), "step", "RECIPIENTS"));
		awaitTask(instance, "UserTask_ChooseEmitter", 2);
		assertThat(instance).hasLocalVariableSatisfies("SubProcess_PrepareFreeDiffusion", "preparation", Map.class,
				(preparation) -> assertThat((String) preparation.get("emitterProblem")).contains("droit"));
		complete(instance, "UserTask_ChooseEmitter", Map.of("emitter", node("MRS"), "step", "RECIPIENTS"));
		assertThat(instance).hasActiveElements("UserTask_ChooseRecipients");
		complete(instance, "UserTask_ChooseRecipients", Map.of("step", "ABANDON"));
		assertThat(instance).isCompleted();
	}

	@Test
	void nobodyChosenLeadsBackToTheRecipients() {
		ProcessInstanceEvent instance = start("paul.bernard");
		chooseEmitter(instance, "LYO");
		complete(instance, "UserTask_ChooseRecipients", Map.of("step", "DOCUMENTS"));
		awaitTask(instance, "UserTask_ChooseRecipients", 2);
		complete(instance, "UserTask_ChooseRecipients", Map.of("step", "ABANDON"));
		assertThat(instance).isCompleted().hasCompletedElements("Event_FreeDiffusionAbandoned");
	}

	@Test
	void changingTheEmitterClearsTheRecipients() {
		ProcessInstanceEvent instance = start("claire.martin");
		chooseEmitter(instance, "LYO");
		complete(instance, "UserTask_ChooseRecipients", Map.of("wholeAgency", true, "step", "EMITTER"));
		assertThat(recipients(diffusion(instance))).isEqualTo(40);
		awaitTask(instance, "UserTask_ChooseEmitter", 2);
		complete(instance, "UserTask_ChooseEmitter", Map.of("emitter", node("LYO-SIEGE"), "step", "RECIPIENTS"));
		assertThat(instance).hasActiveElements("UserTask_ChooseRecipients");
		assertThat(recipients(diffusion(instance))).isZero();
		complete(instance, "UserTask_ChooseRecipients", Map.of("step", "ABANDON"));
		assertThat(instance).isCompleted();
	}

	@Test
	void aRecipientWhoIsMissingIsCreatedInTheForm() {
		ProcessInstanceEvent instance = start("claire.martin");
		chooseEmitter(instance, "MRS");
		create(instance, "H0101", "quelqu.un@salarie.example", false);
		awaitTask(instance, "UserTask_ChooseRecipients", 2);
		assertPreparation(instance, (preparation) -> {
			assertThat((String) preparation.get("recipientsProblem")).contains("H0101");
			assertThat(preparation.get("hits").toString()).contains(employee("H0101"));
		});
		create(instance, "N0001", "h0102@salarie.example", false);
		awaitTask(instance, "UserTask_ChooseRecipients", 3);
		assertPreparation(instance,
				(preparation) -> assertThat((String) preparation.get("recipientsProblem")).contains("H0102"));
		create(instance, "N0001", "h0102@salarie.example", true);
		awaitTask(instance, "UserTask_ChooseRecipients", 4);
		assertPreparation(instance, (preparation) -> {
			assertThat(preparation.get("recipientsProblem")).isNull();
			assertThat(preparation.get("newRecipient")).isNull();
			assertThat(preparation.get("chosen").toString()).contains("DELACROIX Zoé · N0001");
		});
		assertThat(this.jdbc.sql("""
				select count(*) from invitation i join employee e on e.id = i.employee_id where e.matricule = 'N0001'
				""").query(Integer.class).single()).isZero();
		complete(instance, "UserTask_ChooseRecipients", Map.of("step", "ABANDON"));
		assertThat(instance).isCompleted();
	}

	@Test
	void noDocumentLeadsBackToTheDocuments() {
		ProcessInstanceEvent instance = start("paul.bernard");
		chooseEmitter(instance, "LYO");
		complete(instance, "UserTask_ChooseRecipients", Map.of("matricules", "H0003", "step", "DOCUMENTS"));
		complete(instance, "UserTask_AddDocuments", Map.of("step", "CHECK"));
		awaitTask(instance, "UserTask_AddDocuments", 2);
		complete(instance, "UserTask_AddDocuments", Map.of("step", "RECIPIENTS"));
		assertThat(instance).hasActiveElements("UserTask_ChooseRecipients");
		complete(instance, "UserTask_ChooseRecipients", Map.of("step", "ABANDON"));
		assertThat(instance).isCompleted();
	}

	@Test
	void aRightWithdrawnBeforeTheSendStopsIt() throws IOException {
		ProcessInstanceEvent instance = prepareUntilCheck("claire.martin");
		UUID diffusion = diffusion(instance);
		this.jdbc.sql("""
				delete from access_right where kind = 'DLP'
				and actor_id = (select id from actor where login = 'claire.martin')
				""").update();
		complete(instance, "UserTask_CheckAndSend", Map.of("step", "SEND"));
		assertThatUserTask(UserTaskSelectors.byElementId("UserTask_ExplainRefusal", instance.getProcessInstanceKey()))
			.isCreated()
			.hasAssignee("claire.martin");
		assertThat(state(diffusion)).isEqualTo("REFUSED");
		assertThat(states(diffusion)).isEmpty();
		complete(instance, "UserTask_ExplainRefusal", Map.of());
		assertThat(instance).isCompleted().hasCompletedElements("Event_FreeDiffusionRefused");
	}

	@Test
	void aDraftThatLiesTooLongIsAbandoned() {
		ProcessInstanceEvent instance = start("paul.bernard");
		chooseEmitter(instance, "LYO");
		assertThat(instance).hasActiveElements("UserTask_ChooseRecipients");
		this.context.increaseTime(Duration.ofDays(31));
		assertThat(instance).isCompleted().hasCompletedElements("Event_DraftExpired", "Event_FreeDiffusionAbandoned");
		assertThat(state(diffusion(instance))).isEqualTo("ABANDONED");
	}

	@Test
	void whoLeftTheEmitterMeanwhileIsNotServedAndTheOthersAre() throws IOException {
		ProcessInstanceEvent instance = prepareUntilCheck("claire.martin");
		UUID diffusion = diffusion(instance);
		try {
			move("H0002", "MRS");
			complete(instance, "UserTask_CheckAndSend", Map.of("step", "SEND"));
			assertThat(instance).isCompleted().hasVariable("outcome", "COMPLETED_WITH_FAILURES");
			assertThat(this.jdbc.sql("select reason from delivery where source_id = ? and state = 'FAILED'")
				.param(diffusion)
				.query(String.class)
				.list()).containsExactly("RECIPIENT_LEFT_EMITTER");
		}
		finally {
			move("H0002", "LYO");
		}
	}

	@Test
	void aRetryIsAnInstanceOfItsOwnThatServesOnlyWhatFailed() throws IOException {
		ProcessInstanceEvent instance = prepareUntilCheck("claire.martin");
		UUID diffusion = diffusion(instance);
		try {
			move("H0002", "MRS");
			complete(instance, "UserTask_CheckAndSend", Map.of("step", "SEND"));
			assertThat(instance).isCompleted().hasVariable("outcome", "COMPLETED_WITH_FAILURES");
		}
		finally {
			move("H0002", "LYO");
		}
		this.retryFailures.of(new FreeDiffusionId(diffusion),
				this.findActor.byLogin("claire.martin").orElseThrow().id());
		await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(state(diffusion)).isEqualTo("COMPLETED"));
		long retry = this.jdbc.sql("select process_instance_key from free_diffusion where id = ?")
			.param(diffusion)
			.query(Long.class)
			.single();
		assertThat(retry).isNotEqualTo(instance.getProcessInstanceKey());
		assertThatProcessInstance(ProcessInstanceSelectors.byKey(retry)).isCompleted()
			// The body of the loop, and the one in it.
			.hasCompletedElement("CallActivity_DeliverDocuments", 2)
			.hasVariable("outcome", "COMPLETED");
		assertThat(states(diffusion)).hasSize(2);
	}

	private ProcessInstanceEvent start(String login) {
		return this.camunda.newCreateInstanceCommand()
			.bpmnProcessId("free-diffusion")
			.latestVersion()
			.variables(Map.of("login", login))
			.send()
			.join();
	}

	private void chooseEmitter(ProcessInstanceEvent instance, String code) {
		complete(instance, "UserTask_ChooseEmitter", Map.of("emitter", node(code), "step", "RECIPIENTS"));
	}

	private void create(ProcessInstanceEvent instance, String matricule, String email, boolean emailConfirmed) {
		complete(instance, "UserTask_ChooseRecipients",
				Map.of("newRecipient", Map.of("lastName", "Delacroix", "firstName", "Zoé", "matricule", matricule,
						"email", email, "emailConfirmed", emailConfirmed), "step", "CREATE"));
	}

	@SuppressWarnings("unchecked")
	private void assertPreparation(ProcessInstanceEvent instance, ThrowingConsumer<Map<String, Object>> assertion) {
		assertThat(instance).hasLocalVariableSatisfies("SubProcess_PrepareFreeDiffusion", "preparation", Map.class,
				(preparation) -> assertion.accept(preparation));
	}

	private ProcessInstanceEvent prepareUntilCheck(String login) throws IOException {
		ProcessInstanceEvent instance = start(login);
		chooseEmitter(instance, "LYO");
		complete(instance, "UserTask_ChooseRecipients", Map.of("matricules", "H0002, H0003", "step", "DOCUMENTS"));
		assertThat(instance).hasActiveElements("UserTask_AddDocuments");
		addDocument(diffusion(instance), DocumentType.PROTECTED);
		complete(instance, "UserTask_AddDocuments", Map.of("step", "CHECK"));
		assertThat(instance).hasActiveElements("UserTask_CheckAndSend");
		return instance;
	}

	private void complete(ProcessInstanceEvent instance, String task, Map<String, Object> variables) {
		this.context.completeUserTask(UserTaskSelectors.byElementId(task, instance.getProcessInstanceKey()), variables);
	}

	/** The task is there again: {@code times - 1} of its runs are completed. */
	private void awaitTask(ProcessInstanceEvent instance, String task, int times) {
		assertThat(instance).hasCompletedElement(task, times - 1).hasActiveElement(task, 1);
	}

	private void addDocument(UUID diffusion, DocumentType type) throws IOException {
		FreeDiffusionId id = new FreeDiffusionId(diffusion);
		ActorId author = new ActorId(this.jdbc.sql("select sender_id from free_diffusion where id = ?")
			.param(diffusion)
			.query(UUID.class)
			.single());
		Path letter = Files.write(this.samples.resolve("note.pdf"), SamplePdfs.letter());
		DocumentView document = this.addDocument.to(id, author, letter, "note.pdf");
		this.changeType.of(id, author, document.id(), type);
	}

	private UUID diffusion(ProcessInstanceEvent instance) {
		return await().atMost(Duration.ofSeconds(20))
			.until(() -> this.jdbc.sql("select id from free_diffusion where process_instance_key = ?")
				.param(instance.getProcessInstanceKey())
				.query(UUID.class)
				.optional()
				.orElse(null), (found) -> found != null);
	}

	private String state(UUID diffusion) {
		return this.jdbc.sql("select state from free_diffusion where id = ?")
			.param(diffusion)
			.query(String.class)
			.single();
	}

	private List<String> states(UUID diffusion) {
		return this.jdbc.sql("select state from delivery where source_id = ?")
			.param(diffusion)
			.query(String.class)
			.list();
	}

	private int recipients(UUID diffusion) {
		return this.jdbc.sql("select count(*) from free_diffusion_recipient where diffusion_id = ?")
			.param(diffusion)
			.query(Integer.class)
			.single();
	}

	private void move(String matricule, String agency) {
		this.jdbc.sql("""
				update employee set agency_id = (select id from node where code = ?)
				where matricule = ? and brand_id = (select id from node where code = 'HORIZON')
				""").param(agency).param(matricule).update();
	}

	private String node(String code) {
		return this.jdbc.sql("select id::text from node where code = ?").param(code).query(String.class).single();
	}

	private String employee(String matricule) {
		return this.jdbc.sql("select id::text from employee where matricule = ?")
			.param(matricule)
			.query(String.class)
			.single();
	}

}
