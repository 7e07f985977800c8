package io.estafette.signature;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.estafette.account.IssueOneTimeCode;
import io.estafette.diffusion.FreeDiffusionId;
import io.estafette.diffusion.Sends;
import io.estafette.directory.AccountId;
import io.estafette.document.DocumentType;
import io.estafette.local.WithDatabase;
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
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

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
	private JdbcClient jdbc;

	@Autowired
	private WebApplicationContext context;

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

	@Test
	void severalDocumentsOfAHandOverTakeOneCode() {
		UUID first = toSign("H0003");
		UUID second = toSign("H0003");
		this.jdbc.sql(
				"update signature_request set hand_over_id = (select hand_over_id from signature_request where id = ?) where id = ?")
			.param(first)
			.param(second)
			.update();
		Visitor visitor = visitor("H0003");
		this.read.of(first, visitor);
		refused("NOT_READ_YET", () -> this.begin.of(List.of(first, second), true, visitor));
		this.read.of(second, visitor);
		UUID code = this.begin.of(List.of(first, second), true, visitor);
		this.confirm.of(code, digits(code), CONSENT, visitor);
		assertThat(requestState(first)).isEqualTo("CONSENTED");
		assertThat(requestState(second)).isEqualTo("CONSENTED");
	}

	@Test
	void wrongLateReusedAndGuessedCodesAreRefused() {
		UUID request = toSign("H0004");
		Visitor visitor = visitor("H0004");
		refused("CONSENT_MISSING", () -> this.begin.of(List.of(request), false, visitor));
		refused("NOT_READ_YET", () -> this.begin.of(List.of(request), true, visitor));
		refused("NOTHING_TO_SIGN", () -> this.begin.of(List.of(), true, visitor));
		this.read.of(request, visitor);

		UUID guessed = this.begin.of(List.of(request), true, visitor);
		String digits = digits(guessed);
		String wrong = digits.equals("000000") ? "000001" : "000000";
		for (int i = 1; i <= 4; i++) {
			refused("CODE_WRONG", () -> this.confirm.of(guessed, wrong, CONSENT, visitor));
		}
		refused("CODE_USED_UP", () -> this.confirm.of(guessed, wrong, CONSENT, visitor));
		refused("CODE_USED_UP", () -> this.confirm.of(guessed, digits, CONSENT, visitor));

		UUID late = this.begin.of(List.of(request), true, visitor);
		String lateDigits = digits(late);
		this.jdbc.sql("update one_time_code set expires_at = requested_at where id = ?").param(late).update();
		refused("CODE_EXPIRED", () -> this.confirm.of(late, lateDigits, CONSENT, visitor));

		UUID stolen = this.begin.of(List.of(request), true, visitor);
		String stolenDigits = digits(stolen);
		refused("NOT_FOUND", () -> this.confirm.of(stolen, stolenDigits, CONSENT,
				new Visitor(account("H0004"), "another session", "192.0.2.8", "")));
		refused("NOT_FOUND", () -> this.confirm.of(stolen, stolenDigits, CONSENT, visitor("H0005")));

		this.confirm.of(stolen, stolenDigits, CONSENT, visitor);
		refused("CODE_USED_UP", () -> this.confirm.of(stolen, stolenDigits, CONSENT, visitor));
		refused("NOT_TO_SIGN_ANY_MORE", () -> this.begin.of(List.of(request), true, visitor));
	}

	@Test
	void nobodyIsSentMoreThanFiveCodesAnHour() {
		UUID request = toSign("H0005");
		Visitor visitor = visitor("H0005");
		this.read.of(request, visitor);
		for (int i = 0; i < 5; i++) {
			this.begin.of(List.of(request), true, visitor);
		}
		refused("TOO_MANY_CODES", () -> this.begin.of(List.of(request), true, visitor));
	}

	@Test
	void othersDocumentsDoNotExist() {
		UUID request = toSign("H0006");
		refused("NOT_FOUND", () -> this.begin.of(List.of(request), true, visitor("H0007")));
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

	@Test
	void whatWasConsentedToInTimeDoesNotExpire() {
		UUID request = toSign("H0009");
		consent(request, "H0009");
		assertThat(this.expire.of(request)).isFalse();
		assertThat(state(request)).isEqualTo("SIGNATURE_REQUESTED");
	}

	@Test
	void theSenderRemindsOnceADayAndCancels() {
		UUID request = toSign("H0010");
		this.remind.now(request, this.sends.actor("claire.martin"));
		refused("JUST_REMINDED", () -> this.remind.now(request, this.sends.actor("claire.martin")));
		assertThat(this.remind.due(request)).isAfter(Instant.parse("2026-01-01T00:00:00Z").plus(Duration.ofDays(7)));
		this.cancel.of(request, this.sends.actor("claire.martin"));
		assertThat(state(request)).isIn("HANDED_OVER", "NOTIFIED");
		refused("NOT_TO_SIGN_ANY_MORE", () -> this.begin.of(List.of(request), true, visitor("H0010")));
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
		UUID code = this.begin.of(List.of(request), true, visitor);
		this.confirm.of(code, digits(code), CONSENT, visitor);
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
