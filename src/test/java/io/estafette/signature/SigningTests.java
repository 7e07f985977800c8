package io.estafette.signature;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.estafette.account.IssueOneTimeCode;
import io.estafette.campaign.CampaignId;
import io.estafette.campaign.Deposits;
import io.estafette.campaign.LaunchedCampaigns;
import io.estafette.campaign.MatchCampaigns;
import io.estafette.delivery.HandOverDocuments;
import io.estafette.delivery.HandOverId;
import io.estafette.diffusion.FreeDiffusionId;
import io.estafette.diffusion.Sends;
import io.estafette.directory.AccountId;
import io.estafette.document.DocumentType;
import io.estafette.local.WithDatabase;
import io.estafette.notification.News;
import io.estafette.notification.QueueNews;
import io.estafette.organization.ActorId;
import io.estafette.platform.Refusal;
import io.estafette.sealing.CheckSeal;
import io.estafette.sealing.SealCheck;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/** Being asked to sign, reading, agreeing, typing the code, refusing (D1, D4). */
@SpringBootTest(properties = "camunda.client.enabled=false")
@ActiveProfiles("demonstration")
@WithDatabase
@Import(Sends.class)
class SigningTests {

	private static final String CONSENT = "J'ai lu.";

	@Autowired
	private Sends sends;

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
	private RemindSigner remind;

	@Autowired
	private ExpireSignature expire;

	@Autowired
	private SignDocument sign;

	@Autowired
	private OpenSigned openSigned;

	@Autowired
	private IssueOneTimeCode issueCode;

	@Autowired
	private CheckSeal checkSeal;

	@Autowired
	private QueueNews queueNews;

	@Autowired
	private MatchCampaigns match;

	@Autowired
	private HandOverDocuments handOver;

	@Autowired
	@Qualifier("hrUserDetailsService")
	private UserDetailsService hrUsers;

	@Autowired
	private WebApplicationContext context;

	@Autowired
	private AutowireCapableBeanFactory beans;

	@Autowired
	private JdbcClient jdbc;

	@Value("${spring.datasource.hikari.maximum-pool-size}")
	private int connections;

	@TempDir
	private Path folder;

	@BeforeEach
	void forgetCodes() {
		this.jdbc.sql("delete from signing").update();
		this.jdbc.sql("delete from one_time_code").update();
		this.jdbc.sql("truncate outgoing_mail").update();
	}

	@Test
	void aDocumentIsSignedOnceWhoeverWorksAtIt() throws Exception {
		UUID request = toSign("H0001");
		assertThat(state(request)).isEqualTo("SIGNATURE_REQUESTED");
		consent(request);

		try (ExecutorService workers = Executors.newFixedThreadPool(3)) {
			Callable<Void> job = () -> {
				this.sign.of(request);
				return null;
			};
			for (Future<Void> each : workers.invokeAll(List.of(job, job, job))) {
				each.get();
			}
		}
		this.sign.of(request);

		assertThat(state(request)).isEqualTo("SIGNED");
		assertThat(this.jdbc.sql("select count(*) from signature_step where request_id = ? and what = 'SIGNED'")
			.param(request)
			.query(Integer.class)
			.single()).isOne();
		Path signed = this.folder.resolve("signed.pdf");
		try (InputStream bytes = this.openSigned.forSigner(request, OpenSigned.What.SIGNED_PDF, account("H0001"))
			.orElseThrow()
			.content()
			.stream()) {
			Files.copy(bytes, signed);
		}
		assertThat(this.checkSeal.of(signed).signatures()).extracting(SealCheck.Signature::name)
			.containsExactly("Julie Moreau");
		Path proof = this.folder.resolve("proof.json");
		try (InputStream bytes = this.openSigned
			.forSender(request, OpenSigned.What.PROOF_JSON, this.sends.actor("claire.martin"))
			.content()
			.stream()) {
			Files.copy(bytes, proof);
		}
		assertThat(Files.readString(proof)).contains(CONSENT, "192.0.2.7", "Firefox", "Document affiché");
		assertThat(this.openSigned.forSigner(request, OpenSigned.What.SIGNED_PDF, account("H0002"))).isEmpty();
	}

	/**
	 * Killed between any two steps, as the database sees it: what the step before wrote
	 * is undone with it, or was written for good; and the job comes again.
	 */
	@ParameterizedTest
	@CsvSource({ "kept_content, insert, 1", "kept_content, insert, 2", "kept_content, insert, 3",
			"signature_request, update, 1", "signature_step, insert, 1", "delivery, update, 1" })
	void aKillBetweenTwoStepsLeavesOneSignatureAndLosesNone(String table, String what, int time) {
		UUID request = toSign("H0010");
		consent(request, "H0010");
		killAt(table, what, time);
		try {
			assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> this.sign.of(request))
				.withMessageContaining("killed");
		}
		finally {
			this.jdbc.sql("drop trigger killed on " + table).update();
		}
		assertThat(requestState(request)).as("nothing half done").isEqualTo("CONSENTED");
		assertThat(state(request)).isEqualTo("SIGNATURE_REQUESTED");
		this.sign.of(request);
		this.sign.of(request);
		assertThat(requestState(request)).isEqualTo("SIGNED");
		assertThat(state(request)).isEqualTo("SIGNED");
		assertThat(this.jdbc.sql("select count(*) from signature_step where request_id = ? and what = 'SIGNED'")
			.param(request)
			.query(Integer.class)
			.single()).isOne();
		assertThat(this.jdbc
			.sql("""
					select count(*) from kept_content k where not exists (
					  select 1 from signature_request r where k.sha256 in (r.signed_sha256, r.proof_sha256, r.proof_data_sha256))
					""")
			.query(Integer.class)
			.single()).as("nothing left over").isZero();
	}

	/** The connection ends in this very statement. */
	private void killAt(String table, String what, int time) {
		this.jdbc.sql("drop sequence if exists kills").update();
		this.jdbc.sql("create sequence kills").update();
		this.jdbc.sql("""
				create or replace function killed() returns trigger language plpgsql as $$
				begin
				  if nextval('kills') = %d then
				    raise exception 'killed';
				  end if;
				  return new;
				end $$
				""".formatted(time)).update();
		this.jdbc
			.sql("create trigger killed before %s on %s for each row execute function killed()".formatted(what, table))
			.update();
	}

	/** What a campaign's page offers (C7, C12): everything that is signed so far. */
	@Test
	void aCampaignsSignedFilesAndProofsComeAsOneArchive() throws Exception {
		CampaignId campaign = this.beans.createBean(LaunchedCampaigns.class).toSign("LYO");
		Deposits deposits = this.beans.createBean(Deposits.class);
		List<UUID> brought = Stream.of("H0001", "H0002", "H0003")
			.map((matricule) -> deposits.store("PAYSLIP", matricule, "LYO", null, null, Instant.now()))
			.toList();
		this.match.of(brought);
		this.handOver.of(this.jdbc.sql("select distinct hand_over_id from delivery where source_id = any(?)")
			.param(brought.toArray(UUID[]::new))
			.query((row, number) -> new HandOverId(row.getObject(1, UUID.class)))
			.list());
		Map<String, byte[]> expected = new LinkedHashMap<>();
		for (String person : List.of("0001 H0001 Moreau", "0002 H0002 Lefèvre")) {
			String matricule = person.split(" ")[1];
			UUID request = this.jdbc.sql("""
					select d.id from delivery d join employee e on e.id = d.employee_id
					where d.source_id = ? and e.matricule = ?
					""").param(campaign.value()).param(matricule).query(UUID.class).single();
			consent(request, matricule);
			this.sign.of(request);
			expected.put(person + " – Consignes.pdf", kept(request, OpenSigned.What.SIGNED_PDF));
			expected.put(person + " – Consignes (preuve).pdf", kept(request, OpenSigned.What.PROOF_PDF));
			expected.put(person + " – Consignes (preuve).json", kept(request, OpenSigned.What.PROOF_JSON));
		}

		MockHttpServletResponse answer = MockMvcBuilders.webAppContextSetup(this.context)
			.apply(springSecurity())
			.build()
			.perform(get("/diffusions/pilotee/{id}/signatures.zip", campaign.value())
				.with(user(this.hrUsers.loadUserByUsername("claire.martin"))))
			.andReturn()
			.getResponse();
		assertThat(answer.getStatus()).isEqualTo(200);
		assertThat(answer.getContentType()).isEqualTo("application/zip");
		Map<String, byte[]> found = new LinkedHashMap<>();
		try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(answer.getContentAsByteArray()),
				StandardCharsets.UTF_8)) {
			for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
				found.put(entry.getName(), zip.readAllBytes());
			}
		}
		assertThat(found.keySet()).containsExactlyElementsOf(expected.keySet());
		found.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(expected.get(name)));
		assertThat(signatory(found.get("0001 H0001 Moreau – Consignes.pdf"))).isEqualTo("Julie Moreau");
		assertThat(signatory(found.get("0002 H0002 Lefèvre – Consignes.pdf"))).isEqualTo("Éric Lefèvre");
	}

	private byte[] kept(UUID request, OpenSigned.What what) throws IOException {
		try (InputStream bytes = this.openSigned.forSender(request, what, this.sends.actor("claire.martin"))
			.content()
			.stream()) {
			return bytes.readAllBytes();
		}
	}

	/** Of the only person's signature. */
	private String signatory(byte[] signed) throws Exception {
		SealCheck check = this.checkSeal.of(Files.write(this.folder.resolve(UUID.randomUUID() + ".pdf"), signed));
		assertThat(check.signatures()).hasSize(1);
		return check.signatures().getFirst().name();
	}

	@Test
	void severalDocumentsOfAHandOverTakeOneCode() {
		List<UUID> requests = together("H0003");
		UUID first = requests.get(0);
		UUID second = requests.get(1);
		Visitor visitor = visitor("H0003");
		this.read.of(first, visitor);
		refused("NOT_READ_YET", () -> this.begin.of(List.of(first, second), CONSENT, visitor));
		this.read.of(second, visitor);
		UUID code = this.begin.of(List.of(first, second), CONSENT, visitor);
		this.confirm.of(code, digits(code), visitor);
		assertThat(requestState(first)).isEqualTo("CONSENTED");
		assertThat(requestState(second)).isEqualTo("CONSENTED");
	}

	@Test
	void wrongLateReusedAndGuessedCodesAreRefused() {
		UUID request = toSign("H0004");
		Visitor visitor = visitor("H0004");
		refused("CONSENT_MISSING", () -> this.begin.of(List.of(request), "", visitor));
		refused("NOT_READ_YET", () -> this.begin.of(List.of(request), CONSENT, visitor));
		refused("NOTHING_TO_SIGN", () -> this.begin.of(List.of(), CONSENT, visitor));
		this.read.of(request, visitor);

		UUID guessed = this.begin.of(List.of(request), CONSENT, visitor);
		String digits = digits(guessed);
		String wrong = digits.equals("000000") ? "000001" : "000000";
		for (int i = 1; i <= 4; i++) {
			refused("CODE_WRONG", () -> this.confirm.of(guessed, wrong, visitor));
		}
		refused("CODE_USED_UP", () -> this.confirm.of(guessed, wrong, visitor));
		refused("CODE_USED_UP", () -> this.confirm.of(guessed, digits, visitor));

		UUID late = this.begin.of(List.of(request), CONSENT, visitor);
		String lateDigits = digits(late);
		this.jdbc.sql("update one_time_code set expires_at = requested_at where id = ?").param(late).update();
		refused("CODE_EXPIRED", () -> this.confirm.of(late, lateDigits, visitor));

		UUID stolen = this.begin.of(List.of(request), CONSENT, visitor);
		String stolenDigits = digits(stolen);
		refused("NOT_FOUND", () -> this.confirm.of(stolen, stolenDigits,
				new Visitor(account("H0004"), "another session", "192.0.2.8", "")));
		refused("NOT_FOUND", () -> this.confirm.of(stolen, stolenDigits, visitor("H0005")));

		this.confirm.of(stolen, stolenDigits, visitor);
		refused("CODE_USED_UP", () -> this.confirm.of(stolen, stolenDigits, visitor));
		refused("NOT_TO_SIGN_ANY_MORE", () -> this.begin.of(List.of(request), CONSENT, visitor));
	}

	@Test
	void nobodyIsSentMoreThanFiveCodesAnHour() {
		UUID request = toSign("H0005");
		Visitor visitor = visitor("H0005");
		this.read.of(request, visitor);
		for (int i = 0; i < 5; i++) {
			this.begin.of(List.of(request), CONSENT, visitor);
		}
		refused("TOO_MANY_CODES", () -> this.begin.of(List.of(request), CONSENT, visitor));
	}

	@Test
	void othersDocumentsDoNotExist() {
		UUID request = toSign("H0006");
		refused("NOT_FOUND", () -> this.begin.of(List.of(request), CONSENT, visitor("H0007")));
		refused("NOT_FOUND", () -> this.decline.of(request, "Non", visitor("H0007")));
		refused("NOT_FOUND", () -> this.cancel.of(request, this.sends.actor("nadia.leroy")));
		refused("SIGNATURE_NOT_YOURS", () -> this.cancel.of(request, this.sends.actor("paul.bernard")));
		refused("NOT_SIGNED_YET",
				() -> this.openSigned.forSender(request, OpenSigned.What.PROOF_PDF, this.sends.actor("claire.martin")));
		refused("NOT_FOUND",
				() -> this.openSigned.forSender(request, OpenSigned.What.PROOF_PDF, this.sends.actor("nadia.leroy")));
	}

	@Test
	void aRefusalHasAReasonWhichTheSenderIsTold() {
		UUID request = toSign("H0007");
		refused("REASON_MISSING", () -> this.decline.of(request, " ", visitor("H0007")));
		refused("REASON_TOO_LONG", () -> this.decline.of(request, "x".repeat(501), visitor("H0007")));
		this.decline.of(request, "Mon salaire n'est pas le bon.", visitor("H0007"));

		assertThat(state(request)).isEqualTo("DECLINED");
		assertThat(news()).containsExactly(1);
		refused("NOT_TO_SIGN_ANY_MORE", () -> this.decline.of(request, "Non", visitor("H0007")));
		this.sign.of(request);
		assertThat(state(request)).isEqualTo("DECLINED");

		UUID other = toSign("H0008");
		assertThat(this.expire.of(other)).isTrue();
		assertThat(state(other)).isEqualTo("EXPIRED");
		assertThat(news()).as("a digest").containsExactly(2);
	}

	/** When a large send expires: one mail, and no longer than somebody reads. */
	@Test
	void manyNewsAreCountedInOneMail() {
		for (int i = 1; i <= 60; i++) {
			String sentence = "Personne " + i + " n'a pas signé.";
			this.queueNews.to(this.sends.actor("claire.martin").value(),
					new News("/documents", false, false, (language) -> sentence));
		}
		assertThat(news()).containsExactly(50);
		assertThat(this.jdbc.sql("select more from outgoing_mail where kind = 'NEWS'").query(Integer.class).single())
			.isEqualTo(10);
	}

	@Test
	void whatWasConsentedToInTimeDoesNotExpire() {
		UUID request = toSign("H0009");
		consent(request, "H0009");
		assertThat(this.expire.of(request)).isFalse();
		assertThat(state(request)).isEqualTo("SIGNATURE_REQUESTED");
	}

	/** More at once than there are connections to the database: nobody waits for one. */
	@Test
	void manyCodesAtOnceFreezeNothing() throws Exception {
		UUID request = toSign("H0002");
		Visitor visitor = visitor("H0002");
		this.read.of(request, visitor);
		UUID code = this.begin.of(List.of(request), CONSENT, visitor);
		String wrong = digits(code).equals("000000") ? "000001" : "000000";
		int many = 2 * this.connections;
		CountDownLatch together = new CountDownLatch(many);
		try (ExecutorService people = Executors.newFixedThreadPool(many)) {
			Callable<String> person = () -> {
				together.countDown();
				together.await();
				try {
					this.confirm.of(code, wrong, visitor);
					return "";
				}
				catch (Refusal refusal) {
					return refusal.code();
				}
			};
			List<Future<String>> answers = people.invokeAll(Collections.nCopies(many, person), 20, TimeUnit.SECONDS);
			assertThat(answers).noneMatch(Future::isCancelled);
			assertThat(answers).extracting(Future::get).containsOnly("CODE_WRONG", "CODE_USED_UP");
		}
	}

	@Test
	void whatIsGoneMeanwhileKeepsNothingElseFromBeingSigned() {
		List<UUID> requests = together("H0006");
		Visitor visitor = visitor("H0006");
		requests.forEach((each) -> this.read.of(each, visitor));
		UUID code = this.begin.of(requests, CONSENT, visitor);
		this.cancel.of(requests.get(1), this.sends.actor("claire.martin"));
		assertThat(this.confirm.of(code, digits(code), visitor)).containsExactly(requests.get(1));
		assertThat(requestState(requests.get(0))).isEqualTo("CONSENTED");
		assertThat(requestState(requests.get(1))).isEqualTo("CANCELLED");
		assertThat(this.jdbc.sql("select consent from signature_request where id = ?")
			.param(requests.get(0))
			.query(String.class)
			.single()).isEqualTo(CONSENT);

		UUID alone = toSign("H0006");
		this.read.of(alone, visitor);
		UUID late = this.begin.of(List.of(alone), CONSENT, visitor);
		this.cancel.of(alone, this.sends.actor("claire.martin"));
		refused("NOT_TO_SIGN_ANY_MORE", () -> this.confirm.of(late, digits(late), visitor));
	}

	/** D4: nothing says that a reminder has left when none has. */
	@Test
	void theSenderRemindsOnceADayAndOnlyWithAMail() {
		UUID request = toSign("H0010");
		ActorId claire = this.sends.actor("claire.martin");
		refused("MAIL_WAITING", () -> this.remind.now(request, claire));
		mailsLeft(request, Duration.ZERO);
		refused("MAIL_JUST_SENT", () -> this.remind.now(request, claire));
		assertThat(this.remind.due(request)).isAfter(Instant.parse("2026-01-01T00:00:00Z").plus(Duration.ofDays(7)));
		assertThat(reminders(request)).as("steps of the proof").isZero();
		mailsLeft(request, Duration.ofHours(1));
		this.remind.now(request, claire);
		assertThat(reminders(request)).isOne();
		refused("JUST_REMINDED", () -> this.remind.now(request, claire));
		this.remind.due(request);
		assertThat(reminders(request)).isOne();
		this.cancel.of(request, claire);
		assertThat(state(request)).isIn("HANDED_OVER", "NOTIFIED");
		refused("NOT_TO_SIGN_ANY_MORE", () -> this.begin.of(List.of(request), CONSENT, visitor("H0010")));
	}

	/** What is signed, refused or cancelled needs no reminder. */
	@Test
	void aReminderListsWhatIsStillToSignWithItsLastDay() {
		List<UUID> requests = together("H0009");
		this.decline.of(requests.get(1), "Non", visitor("H0009"));
		mailsLeft(requests.get(0), Duration.ofHours(1));
		this.remind.due(requests.get(0));
		assertThat(reminders(requests.get(0))).isOne();
		assertThat(reminders(requests.get(1))).isZero();
		assertThat(this.jdbc
			.sql("""
					select m.documents::text from outgoing_mail m join signature_request s on s.hand_over_id = m.hand_over_id
					where s.id = ? and m.reminder and m.copy = 1
					""")
			.param(requests.get(0))
			.query(String.class)
			.list()).singleElement().asString().containsOnlyOnce("\"name\"").contains("Avenant", "\"until\": \"20");
	}

	/** One line, when nobody is waited for any more. */
	@Test
	void theSenderIsToldOnceWhenAllHaveAnswered() {
		FreeDiffusionId send = this.sends.sent("claire.martin", "LYO", "H0001 H0002 H0003", "Charte",
				DocumentType.TO_SIGN);
		Map<String, UUID> requests = new HashMap<>();
		this.jdbc.sql("""
				select e.matricule, d.id from delivery d join employee e on e.id = d.employee_id where d.source_id = ?
				""").param(send.value()).query((row) -> {
			requests.put(row.getString(1), row.getObject(2, UUID.class));
		});
		consent(requests.get("H0001"), "H0001");
		consent(requests.get("H0002"), "H0002");
		this.sign.of(requests.get("H0001"));
		assertThat(news()).isEmpty();
		this.decline.of(requests.get("H0003"), "Non", visitor("H0003"));
		assertThat(news()).containsExactly(1);
		this.sign.of(requests.get("H0002"));
		assertThat(newsOf("claire.martin")).contains(
				"Plus aucune signature n'est attendue pour « Charte » : " + "2 signés, 1 refusé.",
				"a refusé de signer « Charte » : Non", "/documents/envois/" + send.value());
		assertThat(news()).as("a digest").containsExactly(2);
	}

	/** O8: who may no longer see it is not told; somebody else is. */
	@Test
	void whoLostTheRightIsNotToldButWhoHasIt() {
		UUID first = toSign("H0007");
		UUID second = toSign("H0007");
		UUID claire = this.sends.actor("claire.martin").value();
		this.jdbc.sql("create table withdrawn as select * from access_right where actor_id = ?").param(claire).update();
		try {
			this.jdbc.sql("delete from access_right where actor_id = ?").param(claire).update();
			this.decline.of(first, "Secret", visitor("H0007"));
			assertThat(newsOf("claire.martin")).isEmpty();
			assertThat(newsOf("paul.bernard")).contains("Secret");
		}
		finally {
			this.jdbc.sql("insert into access_right select * from withdrawn").update();
			this.jdbc.sql("drop table withdrawn").update();
		}
		this.jdbc.sql("update actor set active = false where id = ?").param(claire).update();
		try {
			this.decline.of(second, "Parti", visitor("H0007"));
			assertThat(newsOf("paul.bernard")).contains("Secret", "Parti");
		}
		finally {
			this.jdbc.sql("update actor set active = true where id = ?").param(claire).update();
		}
	}

	/** Two in one hand-over. */
	private List<UUID> together(String matricule) {
		UUID first = toSign(matricule);
		UUID second = toSign(matricule);
		this.jdbc.sql(
				"update signature_request set hand_over_id = (select hand_over_id from signature_request where id = ?) where id = ?")
			.param(first)
			.param(second)
			.update();
		return List.of(first, second);
	}

	/** Its mails were taken by the mail server so long ago. */
	private void mailsLeft(UUID request, Duration ago) {
		this.jdbc.sql("""
				update outgoing_mail m set state = 'SENT', sent_at = now() - make_interval(secs => ?)
				from signature_request s where s.id = ? and s.hand_over_id = m.hand_over_id
				""").param(ago.toSeconds()).param(request).update();
	}

	private int reminders(UUID request) {
		return this.jdbc.sql("""
				select count(*) from signature_step t join signature_request s on s.id = t.request_id
				where s.id = ? and t.what = 'REMINDED' and s.reminded_at is not null
				""").param(request).query(Integer.class).single();
	}

	private String newsOf(String login) {
		return this.jdbc.sql("""
				select coalesce(string_agg(m.documents::text, ' '), '') from outgoing_mail m
				join actor a on a.id = m.owner_id where m.kind = 'NEWS' and a.login = ?
				""").param(login).query(String.class).single();
	}

	/** The sender's system asks for what was signed, and for the proof in either form. */
	@Test
	void aSystemFetchesTheSignedFileAndItsProof() throws Exception {
		UUID request = toSign("H0008");
		consent(request, "H0008");
		this.sign.of(request);
		MockMvc api = MockMvcBuilders.webAppContextSetup(this.context).apply(springSecurity()).build();

		MockHttpServletResponse signed = fetch(api, request, "/signed", null);
		assertThat(signed.getContentType()).isEqualTo("application/pdf");
		assertThat(signed.getHeader("Content-Disposition")).startsWith("attachment").endsWith("''Avenant.pdf");
		assertThat(signed.getContentLength()).isEqualTo(signed.getContentAsByteArray().length);
		Path file = Files.write(this.folder.resolve("signed.pdf"), signed.getContentAsByteArray());
		assertThat(this.checkSeal.of(file).signatures()).hasSize(1);
		for (@Nullable
		String accept : new @Nullable String[] { null, "*/*", "application/pdf",
				"application/pdf, application/json" }) {
			MockHttpServletResponse proof = fetch(api, request, "/proof", accept);
			assertThat(proof.getContentType()).as(accept).isEqualTo("application/pdf");
			assertThat(proof.getHeader("Content-Disposition")).endsWith("''Avenant%20%28preuve%29.pdf");
			assertThat(proof.getContentLength()).isEqualTo(proof.getContentAsByteArray().length);
			assertThat(this.checkSeal.of(Files.write(file, proof.getContentAsByteArray())).verdict())
				.isEqualTo(SealCheck.Verdict.INTACT);
		}
		MockHttpServletResponse data = fetch(api, request, "/proof", "application/json");
		assertThat(data.getContentType()).isEqualTo("application/json");
		assertThat(data.getHeader("Content-Disposition")).endsWith("''Avenant%20%28preuve%29.json");
		JsonNode proof = new ObjectMapper().readTree(data.getContentAsByteArray());
		assertThat(proof.at("/signature/sha256After").asText()).isEqualTo(
				HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(signed.getContentAsByteArray())));
		assertThat(proof.at("/signatory/matricule").asText()).isEqualTo("H0008");
	}

	/**
	 * The sender's system reminds and cancels, with the same rules as its people (D4,
	 * O8).
	 */
	@Test
	void aSystemRemindsAndCancels() throws Exception {
		UUID request = toSign("H0008");
		MockMvc api = MockMvcBuilders.webAppContextSetup(this.context).apply(springSecurity()).build();
		assertThat(told(api, request, "/remind", "demo-sirh-atlas")).isEqualTo("404 NOT_FOUND");
		assertThat(told(api, request, "/cancel", "demo-paie-horizon")).isEqualTo("404 NOT_FOUND");
		assertThat(told(api, request, "/remind", "demo-sirh-horizon")).isEqualTo("409 MAIL_WAITING");
		mailsLeft(request, Duration.ofDays(2));
		assertThat(told(api, request, "/remind", "demo-sirh-horizon")).isEqualTo("202 ");
		assertThat(reminders(request)).isOne();
		assertThat(told(api, request, "/remind", "demo-sirh-horizon")).isEqualTo("409 JUST_REMINDED");
		assertThat(told(api, request, "/cancel", "demo-sirh-horizon")).isEqualTo("204 ");
		assertThat(told(api, request, "/cancel", "demo-sirh-horizon")).isEqualTo("204 ");
		assertThat(requestState(request)).isEqualTo("CANCELLED");
		assertThat(told(api, request, "/remind", "demo-sirh-horizon")).isEqualTo("409 NOT_TO_SIGN_ANY_MORE");
	}

	/** The status and the code of a problem. */
	private static String told(MockMvc api, UUID delivery, String what, String key) throws Exception {
		MockHttpServletResponse response = api
			.perform(post("/api/v1/deliveries/" + delivery + what).header("Authorization", "Bearer " + key))
			.andReturn()
			.getResponse();
		String body = response.getContentAsString();
		return response.getStatus() + " "
				+ (body.isEmpty() ? "" : new ObjectMapper().readTree(body).path("code").asText());
	}

	private static MockHttpServletResponse fetch(MockMvc api, UUID delivery, String what, @Nullable String accept)
			throws Exception {
		MockHttpServletRequestBuilder request = get("/api/v1/deliveries/" + delivery + what).header("Authorization",
				"Bearer demo-sirh-horizon");
		if (accept != null) {
			request.header("Accept", accept);
		}
		MockHttpServletResponse response = api.perform(request).andReturn().getResponse();
		assertThat(response.getStatus()).isEqualTo(200);
		return response;
	}

	private UUID toSign(String matricule) {
		FreeDiffusionId id = this.sends.sent("claire.martin", "LYO", matricule, "Avenant", DocumentType.TO_SIGN);
		return this.jdbc.sql("select id from delivery where source_id = ?")
			.param(id.value())
			.query(UUID.class)
			.single();
	}

	private void consent(UUID request) {
		consent(request, "H0001");
	}

	private void consent(UUID request, String matricule) {
		Visitor visitor = visitor(matricule);
		this.read.of(request, visitor);
		UUID code = this.begin.of(List.of(request), CONSENT, visitor);
		this.confirm.of(code, digits(code), visitor);
	}

	/** As the mail brings them. */
	private String digits(UUID code) {
		this.jdbc.sql("delete from outgoing_mail where kind = 'ONE_TIME_CODE'").update();
		return this.issueCode.of(code);
	}

	private Visitor visitor(String matricule) {
		return new Visitor(account(matricule), "session of " + matricule, "192.0.2.7", "Firefox");
	}

	private AccountId account(String matricule) {
		return new AccountId(this.jdbc.sql("select account_id from employee where matricule = ?")
			.param(matricule)
			.query(UUID.class)
			.single());
	}

	private String state(UUID delivery) {
		return this.jdbc.sql("select state from delivery where id = ?").param(delivery).query(String.class).single();
	}

	private String requestState(UUID request) {
		return this.jdbc.sql("select state from signature_request where id = ?")
			.param(request)
			.query(String.class)
			.single();
	}

	/** How many lines each mail to senders has. */
	private List<Integer> news() {
		return this.jdbc.sql("select jsonb_array_length(documents) from outgoing_mail where kind = 'NEWS'")
			.query(Integer.class)
			.list();
	}

	private static void refused(String code, Runnable action) {
		assertThatExceptionOfType(Refusal.class).isThrownBy(action::run).extracting(Refusal::code).isEqualTo(code);
	}

}
