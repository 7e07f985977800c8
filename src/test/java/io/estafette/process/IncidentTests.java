package io.estafette.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.search.enums.IncidentState;
import io.camunda.client.api.search.response.Incident;
import io.camunda.process.test.api.CamundaProcessTestContext;
import io.camunda.process.test.api.assertions.ProcessInstanceSelector;
import io.camunda.process.test.api.assertions.ProcessInstanceSelectors;
import io.camunda.process.test.api.assertions.UserTaskSelectors;
import io.estafette.account.IssueOneTimeCode;
import io.estafette.campaign.AddCampaignDocument;
import io.estafette.campaign.CampaignId;
import io.estafette.campaign.CampaignKind;
import io.estafette.campaign.CampaignOrigin;
import io.estafette.campaign.CampaignSettings;
import io.estafette.campaign.CloseCampaign;
import io.estafette.campaign.DraftCampaign;
import io.estafette.campaign.ExecutiveFilter;
import io.estafette.campaign.LaunchCampaign;
import io.estafette.diffusion.RequestFreeDiffusion;
import io.estafette.directory.AccountId;
import io.estafette.document.DocumentType;
import io.estafette.document.UploadId;
import io.estafette.organization.ActorId;
import io.estafette.organization.FindActor;
import io.estafette.organization.NodeId;
import io.estafette.organization.PayrollDocument;
import io.estafette.payroll.ReceiveBatch;
import io.estafette.payroll.ReceiveDeposit;
import io.estafette.payroll.ReceiveUpload;
import io.estafette.process.support.Attempts;
import io.estafette.process.support.ProcessTest;
import io.estafette.samples.SampleBatch;
import io.estafette.samples.SamplePdfs;
import io.estafette.signature.BeginSigning;
import io.estafette.signature.ConfirmSigning;
import io.estafette.signature.RecordReading;
import io.estafette.signature.Visitor;
import io.estafette.tracking.ExportFormat;
import io.estafette.tracking.RequestExport;
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

	@Autowired
	private ReceiveDeposit receiveDeposit;

	@Autowired
	private ReceiveBatch receiveBatch;

	@Autowired
	private RequestFreeDiffusion requestFreeDiffusion;

	@Autowired
	private DraftCampaign draftCampaign;

	@Autowired
	private AddCampaignDocument addCampaignDocument;

	@Autowired
	private LaunchCampaign launchCampaign;

	@Autowired
	private CloseCampaign closeCampaign;

	@Autowired
	private RequestExport requestExport;

	@Autowired
	private RecordReading read;

	@Autowired
	private BeginSigning beginSigning;

	@Autowired
	private ConfirmSigning confirmSigning;

	@Autowired
	private IssueOneTimeCode issueCode;

	/** The tables that refuse something, by the element that stumbles over it. */
	private final Map<String, String> broken = new HashMap<>();

	@AfterEach
	void mend() {
		this.jdbc.sql("drop trigger if exists broken on deposit").update();
		this.jdbc.sql("drop sequence if exists attempts").update();
		List.copyOf(this.broken.keySet()).forEach(this::mend);
		this.jdbc.sql("truncate campaign_catch_up").update();
		this.jdbc
			.sql("update campaign set state = 'CLOSED', closed_by = author_id where state in ('SCHEDULED', 'ACTIVE')")
			.update();
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
		Attempts attempts = new Attempts(this.jdbc);
		breakDeposits(Attempts.FAIL);
		String externalId = publish("LYO");
		Incident incident = await().atMost(Duration.ofSeconds(150)).pollInterval(Duration.ofSeconds(1)).until(() -> {
			attempts.waitForTheNext(this.context);
			return open("Task_StoreDeposit");
		}, (found) -> found != null);
		assertThat(attempts.seen()).isEqualTo(5);
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

	/** A process that somebody began by hand, without what it needs. */
	@Test
	void aMissingVariableIsSetAndTheProcessGoesOn() {
		long key = this.camunda.newCreateInstanceCommand()
			.bpmnProcessId("campaign-lifecycle")
			.latestVersion()
			.startBeforeElement("Gateway_WaitForLaunch")
			.send()
			.join()
			.getProcessInstanceKey();
		Incident incident = incident("Gateway_WaitForLaunch");
		assertThat(incident.getErrorMessage()).contains("Failed to extract the correlation key",
				"No variable found with name 'campaignId'");
		this.camunda.newSetVariablesCommand(key)
			.variables(Map.of("campaignId", UUID.randomUUID().toString()))
			.send()
			.join();
		this.camunda.newResolveIncidentCommand(incident.getIncidentKey()).send().join();
		await().until(() -> open("Gateway_WaitForLaunch") == null);
		assertThatProcessInstance(ProcessInstanceSelectors.byKey(key)).hasActiveElements("Gateway_WaitForLaunch");
	}

	@Test
	void aSendGoesOnFromEveryJobAtWhichItStood() throws IOException {
		breakAt("Task_ValidateFreeDiffusion", "update on free_diffusion",
				"old.process_instance_key is null and new.process_instance_key is not null");
		breakAt("Task_SealDocuments", "update on document", "new.sealed_at is not null");
		breakAt("Task_PrepareDeliveries", "insert on hand_over", "new.source_kind = 'FREE_DIFFUSION'");
		breakAt("Task_HandOverDocuments", "update on delivery", "new.state = 'HANDED_OVER'");
		breakAt("Task_NotifyRecipient", "insert on outgoing_mail", "new.kind = 'HAND_OVER'");
		breakAt("Task_CompleteFreeDiffusion", "update on free_diffusion", "new.state = 'COMPLETED'");
		UUID send = send("H0033", DocumentType.PROTECTED);
		repair("Task_ValidateFreeDiffusion", "Task_SealDocuments", "Task_PrepareDeliveries", "Task_HandOverDocuments",
				"Task_NotifyRecipient", "Task_CompleteFreeDiffusion");
		assertThatProcessInstance(instance("free_diffusion", send)).isCompleted()
			.hasCompletedElements("Event_FreeDiffusionCompleted");
		assertThat(texts("select state from free_diffusion where id = ?", send)).containsExactly("COMPLETED");
		assertThat(texts("""
				select d.state from delivery d join outgoing_mail m on m.hand_over_id = d.hand_over_id
				where d.source_id = ?
				""", send)).singleElement().isIn("HANDED_OVER", "NOTIFIED");
	}

	/** What the guide warns of: nobody goes on with it. */
	@Test
	void aSendThatIsCancelledStaysUnderWay() throws IOException {
		breakAt("Task_HandOverDocuments", "update on delivery", "new.state = 'HANDED_OVER'");
		UUID send = send("H0034", DocumentType.SIMPLE);
		incident("Task_HandOverDocuments");
		this.camunda.newCancelInstanceCommand(key("free_diffusion", send)).send().join();
		assertThatProcessInstance(instance("free_diffusion", send)).isTerminated();
		mend("Task_HandOverDocuments");
		assertThat(texts("select state from free_diffusion where id = ?", send)).containsExactly("RUNNING");
		assertThat(texts("select state from delivery where source_id = ?", send)).containsExactly("PREPARING");
	}

	@Test
	void aBatchGoesOnFromEveryJobAtWhichItStood() {
		breakAt("Task_ReadManifest", "insert on deposit_batch_line", "true");
		breakAt("Task_StoreBatchChunk", "insert on deposit", "new.batch_id is not null");
		breakAt("Task_DeliverBatchChunk", "update on hand_over", "new.handed_over_at is not null");
		breakAt("Task_CompleteBatch", "update on deposit_batch", "new.state = 'COMPLETED'");
		String prefix = UUID.randomUUID().toString();
		UUID batch = this.receiveBatch
			.from(this.findActor.byLogin("paie-horizon").orElseThrow(),
					new SampleBatch(this.files.resolve("lot.zip")).payslip(prefix + "-1", "H0035", SamplePdfs.letter())
						.payslip(prefix + "-2", "H0035", SamplePdfs.letter())
						.finished(),
					"lot.zip")
			.value();
		repair("Task_ReadManifest", "Task_StoreBatchChunk", "Task_DeliverBatchChunk", "Task_CompleteBatch");
		assertThatProcessInstance(instance("deposit_batch", batch)).isCompleted();
		assertThat(texts("select state from deposit_batch where id = ?", batch)).containsExactly("COMPLETED");
		assertThat(texts("select state from deposit where batch_id = ?", batch)).containsExactly("COMPLETED",
				"COMPLETED");
		assertThat(texts("""
				select m.kind from outgoing_mail m join hand_over h on h.id = m.hand_over_id where h.source_id = ?
				""", batch)).hasSize(1);
	}

	@Test
	void aDepositGoesOnFromEveryJobAtWhichItStood() throws IOException {
		breakAt("Task_IdentifyEmployee", "insert on hand_over", "new.source_kind = 'DEPOSIT'");
		breakAt("Task_CompleteDeposit", "update on deposit", "new.state = 'COMPLETED'");
		UUID deposit = deposit("LYO", "H0036", this.clock.instant());
		repair("Task_IdentifyEmployee", "Task_CompleteDeposit");
		assertThatProcessInstance(instance("deposit", deposit)).isCompleted();
		assertThat(texts("select state from delivery where source_id = ?", deposit)).singleElement()
			.isIn("HANDED_OVER", "NOTIFIED");
	}

	@Test
	void aCampaignGoesOnFromEveryJobAtWhichItStood() throws IOException {
		UUID before = deposit("MRS", "H0121", this.clock.instant().minus(Duration.ofDays(1)));
		assertThatProcessInstance(instance("deposit", before)).isCompleted();
		breakAt("Task_ReadyCampaign", "update on campaign", "old.ready_at is null and new.ready_at is not null");
		breakAt("Task_BeginCatchUp", "insert on campaign_catch_up", "true");
		breakAt("Task_ServeCatchUp", "insert on hand_over", "new.source_kind = 'CAMPAIGN'");
		CampaignId campaign = draft("MRS");
		this.launchCampaign.of(campaign, claire());
		repair("Task_ReadyCampaign", "Task_BeginCatchUp", "Task_ServeCatchUp");
		assertThatProcessInstance(instance("campaign", campaign.value())).hasActiveElements("Event_OpenCampaignClosed");
		assertThat(texts("""
				select d.state from delivery d join employee e on e.id = d.employee_id
				where d.source_id = ? and e.matricule = 'H0121'
				""", campaign.value())).singleElement().isIn("HANDED_OVER", "NOTIFIED");
		this.closeCampaign.of(campaign, claire());
		assertThatProcessInstance(instance("campaign", campaign.value())).isCompleted();
	}

	/** Nothing can be repaired: its campaign is closed, and its process ended by hand. */
	@Test
	void aCampaignWhoseDocumentCannotBeSealedIsClosedAndItsProcessCancelled() throws IOException {
		CampaignId campaign = draft("MRS");
		this.jdbc.sql("""
				insert into content (sha256, size, bytes, created_at)
				values (sha256('damaged'), 7, 'damaged', now()) on conflict do nothing
				""").update();
		this.jdbc.sql("""
				update document set original_sha256 = sha256('damaged')
				where id in (select document_id from campaign_document where campaign_id = ?)
				""").param(campaign.value()).update();
		this.launchCampaign.of(campaign, claire());
		Incident incident = incident("Task_ReadyCampaign");
		assertThat(incident.getErrorMessage()).contains("will not pass by itself", "UnsealablePdfException");
		this.closeCampaign.of(campaign, claire());
		assertThat(texts("select state from campaign where id = ?", campaign.value())).containsExactly("CLOSED");
		assertThatProcessInstance(instance(incident)).hasActiveElements("Task_ReadyCampaign");
		this.camunda.newCancelInstanceCommand(incident.getProcessInstanceKey()).send().join();
		assertThatProcessInstance(instance(incident)).isTerminated();
	}

	/** Who was filling in a form goes on with the next one. */
	@Test
	void aDraftInTasklistGoesOnWithTheNextForm() {
		// Who has others is asked first which one to resume.
		this.jdbc.sql("update campaign set state = 'DELETED' where state = 'DRAFT'").update();
		breakAt("Task_SaveCampaignTarget", "insert on campaign", "true");
		long key = this.camunda.newCreateInstanceCommand()
			.bpmnProcessId("campaign-draft")
			.latestVersion()
			.variables(Map.of("login", "claire.martin"))
			.send()
			.join()
			.getProcessInstanceKey();
		this.context.completeUserTask(UserTaskSelectors.byElementId("UserTask_ConfigureTarget", key), Map
			.of("campaignName", "Consignes", "kind", "OTHER", "target", node("LYO").toString(), "step", "TRIGGERS"));
		repair("Task_SaveCampaignTarget");
		assertThatProcessInstance(ProcessInstanceSelectors.byKey(key)).hasActiveElements("UserTask_ConfigureTriggers");
		this.camunda.newCancelInstanceCommand(key).send().join();
		assertThatProcessInstance(ProcessInstanceSelectors.byKey(key)).isTerminated();
		assertThat(
				this.jdbc.sql("select state from campaign where drafted_in = ?").param(key).query(String.class).list())
			.containsExactly("DRAFT");
	}

	@Test
	void aSignatureGoesOnFromEveryJobAtWhichItStood() throws IOException {
		breakAt("Task_ClaimSignature", "update on signature_request",
				"old.process_instance_key is null and new.process_instance_key is not null");
		breakAt("Task_SignDocument", "update on signature_request", "new.state = 'SIGNED'");
		UUID send = send("H0007", DocumentType.TO_SIGN);
		repair("Task_ClaimSignature");
		UUID request = this.jdbc.sql("select id from delivery where source_id = ?")
			.param(send)
			.query(UUID.class)
			.single();
		assertThatProcessInstance(instance("signature_request", request)).hasActiveElements("Gateway_WaitForDecision");
		Visitor visitor = new Visitor(new AccountId(
				this.jdbc.sql("select account_id from employee where matricule = 'H0007'").query(UUID.class).single()),
				"session", "192.0.2.7", "Firefox");
		this.read.of(request, visitor);
		UUID code = this.beginSigning.of(List.of(request), "J'ai lu.", visitor);
		// Its mail has other digits: these are good for the later ones.
		await().until(() -> texts("select state from outgoing_mail where subject_id = ?", code),
				List.of("SENT")::equals);
		this.confirmSigning.of(code, this.issueCode.of(code), visitor);
		assertThat(incident("Task_SignDocument").getErrorMessage()).doesNotContain("H0007", "192.0.2.7");
		assertThat(texts("select state from signature_request where id = ?", request)).containsExactly("CONSENTED");
		repair("Task_SignDocument");
		assertThatProcessInstance(instance("signature_request", request)).isCompleted()
			.hasCompletedElements("Event_DocumentSigned");
		assertThat(texts("select state from delivery where id = ?", request)).containsExactly("SIGNED");
		assertThat(texts("select what from signature_step where request_id = ? and what = 'SIGNED'", request))
			.hasSize(1);
	}

	@Test
	void anExportGoesOnFromEveryJobAtWhichItStood() throws IOException {
		breakAt("Task_ClaimExport", "update on campaign_export",
				"old.process_instance_key is null and new.process_instance_key is not null");
		breakAt("Task_PrepareExport", "insert on campaign_export_slice", "true");
		breakAt("Task_AnnounceExport", "insert on outgoing_mail", "new.kind = 'EXPORT_READY'");
		CampaignId campaign = draft("LYO");
		this.launchCampaign.of(campaign, claire());
		UUID export = this.requestExport.of(campaign, claire(), today(), today(), ExportFormat.CSV);
		repair("Task_ClaimExport", "Task_PrepareExport", "Task_AnnounceExport");
		assertThatProcessInstance(instance("campaign_export", export)).isCompleted()
			.hasCompletedElements("Event_ExportReady");
		assertThat(texts("select state from campaign_export where id = ?", export)).containsExactly("READY");
		assertThat(texts("select kind from outgoing_mail where subject_id = ?", export))
			.containsExactlyInAnyOrder("EXPORT_FAILED", "EXPORT_READY");
	}

	/** Each stands, says what to do, and goes on once what is broken is mended. */
	private void repair(String... elements) {
		for (String element : elements) {
			Incident incident = incident(element);
			assertThat(incident.getErrorMessage()).contains("This will not pass by itself.",
					"Look up job " + incident.getJobKey(), "then retry in Operate");
			mend(element);
			retry(incident);
		}
	}

	/** What the database refuses from now on, as a bug would. */
	private void breakAt(String element, String change, String condition) {
		this.jdbc.sql("""
				create or replace function broken() returns trigger language plpgsql as $$
				begin raise exception 'a bug'; end $$
				""").update();
		this.jdbc
			.sql("create trigger broken_%s before %s for each row when (%s) execute function broken()"
				.formatted(element, change, condition))
			.update();
		this.broken.put(element, change.substring(change.lastIndexOf(' ') + 1));
	}

	private void mend(String element) {
		this.jdbc.sql("drop trigger broken_%s on %s".formatted(element, this.broken.remove(element))).update();
	}

	private UUID send(String matricule, DocumentType type) throws IOException {
		Path file = Files.write(this.files.resolve(UUID.randomUUID() + ".pdf"), SamplePdfs.letter());
		return this.requestFreeDiffusion
			.by(this.findActor.byLogin("sirh-horizon").orElseThrow(),
					new RequestFreeDiffusion.Request("LYO", List.of(matricule),
							List.of(new RequestFreeDiffusion.Document("note.pdf", "Note", type)),
							List.of(new RequestFreeDiffusion.Upload("note.pdf", file))),
					null)
			.value();
	}

	private UUID deposit(String agency, String matricule, Instant at) throws IOException {
		Path file = Files.write(this.files.resolve(UUID.randomUUID() + ".pdf"), SamplePdfs.letter());
		return this.receiveDeposit
			.from(this.findActor.byLogin("paie-horizon").orElseThrow(),
					new ReceiveDeposit.Request(UUID.randomUUID().toString(), PayrollDocument.PAYSLIP, matricule, agency,
							null, null, null, at),
					file, "bulletin.pdf")
			.id()
			.value();
	}

	/** For today, and for payslips since two days ago. */
	private CampaignId draft(String target) throws IOException {
		CampaignId id = this.draftCampaign.of(claire(), CampaignOrigin.PAGE,
				new CampaignSettings(new NodeId(node(target)), "Consignes", CampaignKind.SAFETY_INSTRUCTIONS,
						Set.of(PayrollDocument.PAYSLIP), ExecutiveFilter.ALL, Set.of(), today().minusDays(2), today(),
						null));
		Path file = Files.write(this.files.resolve(id + ".pdf"), SamplePdfs.letter());
		this.addCampaignDocument.to(id, claire(), file, "consignes.pdf", "Consignes", false);
		return id;
	}

	private UUID node(String code) {
		return this.jdbc.sql("select id from node where code = ?").param(code).query(UUID.class).single();
	}

	private LocalDate today() {
		return LocalDate.ofInstant(this.clock.instant(), ZoneId.of("Europe/Paris"));
	}

	private ActorId claire() {
		return this.findActor.byLogin("claire.martin").orElseThrow().id();
	}

	private List<String> texts(String query, UUID id) {
		return this.jdbc.sql(query).param(id).query(String.class).list();
	}

	private ProcessInstanceSelector instance(String table, UUID id) {
		return ProcessInstanceSelectors.byKey(key(table, id));
	}

	/** Once an instance has claimed it. */
	private long key(String table, UUID id) {
		return await().atMost(Duration.ofSeconds(60))
			.until(() -> this.jdbc.sql("select process_instance_key from " + table + " where id = ?")
				.param(id)
				.query(Long.class)
				.optional()
				.orElse(0L), (found) -> found > 0);
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
