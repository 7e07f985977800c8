package io.estafette.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import io.camunda.process.test.api.CamundaProcessTestContext;
import io.camunda.process.test.api.assertions.ProcessInstanceSelector;
import io.camunda.process.test.api.assertions.ProcessInstanceSelectors;
import io.estafette.account.IssueOneTimeCode;
import io.estafette.diffusion.RequestFreeDiffusion;
import io.estafette.directory.AccountId;
import io.estafette.document.DocumentType;
import io.estafette.organization.ActorId;
import io.estafette.organization.FindActor;
import io.estafette.process.support.ProcessTest;
import io.estafette.samples.SamplePdfs;
import io.estafette.signature.BeginSigning;
import io.estafette.signature.CancelSignature;
import io.estafette.signature.ConfirmSigning;
import io.estafette.signature.DeclineSignature;
import io.estafette.signature.RecordReading;
import io.estafette.signature.Visitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static io.camunda.process.test.api.CamundaAssert.assertThatProcessInstance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** signature-request on the real engine: every way it can go (D1, D4). */
@ProcessTest
class SignatureRequestTests {

	@Autowired
	private CamundaProcessTestContext context;

	@Autowired
	private RequestFreeDiffusion requestFreeDiffusion;

	@Autowired
	private FindActor findActor;

	@Autowired
	private RecordReading read;

	@Autowired
	private BeginSigning begin;

	@Autowired
	private ConfirmSigning confirm;

	@Autowired
	private DeclineSignature decline;

	@Autowired
	private CancelSignature cancel;

	@Autowired
	private IssueOneTimeCode issueCode;

	@Autowired
	private JdbcClient jdbc;

	@TempDir
	private Path files;

	/** Reminded, then signed; nobody waits for it: the send has ended before. */
	@Test
	void remindedAndSigned() throws Exception {
		UUID request = requested("H0008");
		assertThatProcessInstance(instance(request)).hasActiveElements("Gateway_WaitForDecision");
		this.context.increaseTime(Duration.ofDays(7).plusHours(1));
		assertThatProcessInstance(instance(request)).hasCompletedElements("Task_RemindSigner");
		await()
			.until(() -> this.jdbc.sql("select count(*) from signature_step where request_id = ? and what = 'REMINDED'")
				.param(request)
				.query(Integer.class)
				.single(), (reminders) -> reminders == 1);

		Visitor visitor = visitor("H0008");
		this.read.of(request, visitor);
		UUID code = this.begin.of(List.of(request), "J'ai lu.", visitor);
		// Its mail has other digits: these are good for the later ones.
		await().until(() -> this.jdbc.sql("select state from outgoing_mail where subject_id = ?")
			.param(code)
			.query(String.class)
			.single(), "SENT"::equals);
		this.confirm.of(code, this.issueCode.of(code), visitor);

		assertThatProcessInstance(instance(request)).isCompleted()
			.hasCompletedElements("Event_SignatureConsented", "Task_SignDocument", "Event_DocumentSigned");
		assertThat(state(request)).isEqualTo("SIGNED");
	}

	@Test
	void declinedAndCancelled() throws Exception {
		UUID declined = requested("H0009");
		assertThatProcessInstance(instance(declined)).hasActiveElements("Gateway_WaitForDecision");
		this.decline.of(declined, "Non", visitor("H0009"));
		assertThatProcessInstance(instance(declined)).isCompleted().hasCompletedElements("Event_SignatureGivenUp");
		assertThat(state(declined)).isEqualTo("DECLINED");

		UUID cancelled = requested("H0009");
		this.cancel.of(cancelled, actor("claire.martin"));
		assertThatProcessInstance(instance(cancelled)).isCompleted().hasCompletedElements("Event_SignatureGivenUp");
		assertThat(state(cancelled)).isIn("HANDED_OVER", "NOTIFIED");
	}

	@Test
	void expired() throws Exception {
		UUID request = requested("H0010");
		assertThatProcessInstance(instance(request)).hasActiveElements("Gateway_WaitForDecision");
		this.context.increaseTime(Duration.ofDays(31));
		assertThatProcessInstance(instance(request)).isCompleted()
			.hasCompletedElements("Task_ExpireSignature", "Event_SignatureExpired");
		assertThat(state(request)).isEqualTo("EXPIRED");
	}

	/** By a system, in one call (F10). */
	private UUID requested(String matricule) throws Exception {
		Path file = Files.write(this.files.resolve(UUID.randomUUID() + ".pdf"), SamplePdfs.letter());
		UUID send = this.requestFreeDiffusion
			.by(this.findActor.byLogin("sirh-horizon").orElseThrow(),
					new RequestFreeDiffusion.Request("LYO", List.of(matricule),
							List.of(new RequestFreeDiffusion.Document("avenant.pdf", "Avenant", DocumentType.TO_SIGN)),
							List.of(new RequestFreeDiffusion.Upload("avenant.pdf", file))),
					null)
			.value();
		return await().atMost(Duration.ofSeconds(60)).until(() -> this.jdbc.sql("""
				select s.id from signature_request s join delivery d on d.id = s.id
				where d.source_id = ? and s.process_instance_key is not null
				""").param(send).query(UUID.class).optional().orElse(null), (id) -> id != null);
	}

	private ProcessInstanceSelector instance(UUID request) {
		return ProcessInstanceSelectors
			.byKey(this.jdbc.sql("select process_instance_key from signature_request where id = ?")
				.param(request)
				.query(Long.class)
				.single());
	}

	private String state(UUID request) {
		return this.jdbc.sql("select state from delivery where id = ?").param(request).query(String.class).single();
	}

	private ActorId actor(String login) {
		return this.findActor.byLogin(login).orElseThrow().id();
	}

	private Visitor visitor(String matricule) {
		return new Visitor(new AccountId(this.jdbc.sql("select account_id from employee where matricule = ?")
			.param(matricule)
			.query(UUID.class)
			.single()), "session", "192.0.2.7", "Firefox");
	}

}
