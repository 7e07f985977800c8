package io.estafette.payroll.web;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.estafette.document.UploadId;
import io.estafette.local.WithDatabase;
import io.estafette.organization.PayrollDocument;
import io.estafette.payroll.ClaimDeposit;
import io.estafette.payroll.CompleteDeposit;
import io.estafette.payroll.DepositId;
import io.estafette.payroll.FindUnclaimedDeposits;
import io.estafette.payroll.IdentifyEmployee;
import io.estafette.payroll.ReceiveDeposit;
import io.estafette.payroll.ReceiveUploadedDeposit;
import io.estafette.payroll.RestartDeposits;
import io.estafette.platform.Refusal;
import io.estafette.samples.SamplePdfs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

/**
 * Deposits as a payroll system sends them: real HTTP, real database, no process engine.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "camunda.client.enabled=false")
@ActiveProfiles("demonstration")
@WithDatabase
class DepositApiTests {

	private static final String HORIZON = "demo-paie-horizon";

	private static final String ATLAS = "demo-paie-atlas";

	private static final byte[] PAYSLIP = SamplePdfs.letter();

	@Autowired
	private TestRestTemplate http;

	@Autowired
	private ReceiveUploadedDeposit receiveUploaded;

	@Autowired
	private ClaimDeposit claim;

	@Autowired
	private RestartDeposits restart;

	@Autowired
	private FindUnclaimedDeposits findUnclaimed;

	@Autowired
	private IdentifyEmployee identify;

	@Autowired
	private CompleteDeposit complete;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private ObjectMapper json;

	/** P2: for ever the first result, and never another content. */
	@Test
	void theSameDepositAgainAnswersTheFirstResult() {
		String request = request("");
		ResponseEntity<String> first = deposit(HORIZON, request, PAYSLIP);
		assertThat(first.getStatusCode()).isEqualTo(HttpStatus.ACCEPTED);
		ResponseEntity<String> again = deposit(HORIZON, request, PAYSLIP);
		assertThat(again.getStatusCode()).isEqualTo(HttpStatus.OK);
		assertThat(body(again).get("id")).isEqualTo(body(first).get("id"));
		assertThat(body(deposit(HORIZON, request, SamplePdfs.safetyNotice())).get("code").asText())
			.isEqualTo("EXTERNAL_ID_REUSED");
		ResponseEntity<String> other = deposit(HORIZON, request.replace("H0001", "H0002"), PAYSLIP);
		assertThat(other.getStatusCode()).isEqualTo(HttpStatus.CONFLICT);
		assertThat(this.jdbc.sql("select count(*) from deposit where id = ?")
			.param(UUID.fromString(body(first).get("id").asText()))
			.query(Integer.class)
			.single()).isOne();
	}

	/** P2: at the same moment, too. */
	@Test
	void ofManyAtOnceOneIsTheFirst() throws Exception {
		String request = request("");
		try (ExecutorService clients = Executors.newFixedThreadPool(6)) {
			List<ResponseEntity<String>> answers = new ArrayList<>();
			for (Future<ResponseEntity<String>> answer : IntStream.range(0, 6)
				.mapToObj((number) -> clients.submit(() -> deposit(HORIZON, request, PAYSLIP)))
				.toList()) {
				answers.add(answer.get());
			}
			assertThat(answers).extracting(ResponseEntity::getStatusCode)
				.containsOnly(HttpStatus.ACCEPTED, HttpStatus.OK)
				.containsOnlyOnce(HttpStatus.ACCEPTED);
			assertThat(answers).extracting((answer) -> body(answer).get("id").asText())
				.containsOnly(body(answers.getFirst()).get("id").asText());
		}
	}

	@Test
	void aDepositIsSeenByItsSystemAndNotByOthers() {
		String id = body(deposit(HORIZON, request(""), PAYSLIP)).get("id").asText();
		JsonNode found = body(get(HORIZON, "/api/v1/deposits/" + id));
		assertThat(found.get("state").asText()).isEqualTo("RECEIVED");
		assertThat(found.get("matchedCampaigns")).isEmpty();
		assertThat(found.get("deliveries")).isEmpty();
		assertThat(get("demo-sirh-horizon", "/api/v1/deposits/" + id).getStatusCode()).isEqualTo(HttpStatus.OK);
		assertThat(get(ATLAS, "/api/v1/deposits/" + id).getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
		assertThat(get("demo-sirh-atlas", "/api/v1/deposits/" + id).getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
	}

	/** Every wrong deposit is refused with a code of its own, and nothing is kept. */
	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					demo-paie-atlas   | "kind":"CONTRACT","matricule":"A0001"                          | 403 | KIND_NOT_SENT_CONTRACT
					demo-sirh-horizon | "kind":"PAYSLIP","matricule":"H0001"                           | 403 | KIND_NOT_SENT_PAYSLIP
					demo-paie-horizon | "kind":"PAYSLIP","matricule":"H0001","agency":"PAR"            | 404 | AGENCY_NOT_FOUND
					demo-paie-horizon | "kind":"PAYSLIP","matricule":"H0001","agency":"HZ-SUD"         | 404 | AGENCY_NOT_FOUND
					demo-paie-horizon | "kind":"PAYSLIP","matricule":"H0001","clientCompany":"NOBODY"  | 422 | CLIENT_COMPANY_NOT_FOUND
					demo-paie-horizon | "kind":"PAYSLIP","matricule":"H 1"                             | 422 | DEPOSIT_MATRICULE_INVALID
					demo-paie-horizon | "kind":"PAYSLIP"                                               | 422 | DEPOSIT_FIELD_INVALID
					demo-paie-horizon | "matricule":"H0001"                                            | 422 | DEPOSIT_FIELD_INVALID
					demo-paie-horizon | "kind":"PAYSLIP","matricule":"H0001","period":"2026-13"        | 422 | DEPOSIT_FIELD_INVALID
					demo-paie-horizon | "kind":"PAYSLIP","matricule":"H0001","period":"-2026-11"       | 422 | DEPOSIT_FIELD_INVALID
					demo-paie-horizon | "kind":"PAYSLIP","matricule":"H0001","period":"+12345-11"      | 422 | DEPOSIT_FIELD_INVALID
					demo-paie-horizon | "kind":"PAYSLIP","matricule":"H0001","depositedAt":"yesterday" | 422 | DEPOSIT_FIELD_INVALID
					demo-paie-horizon | "kind":"PAYSLIP","matricule":"H0001","externalId":"a\\u0000b"  | 422 | EXTERNAL_ID_INVALID
					demo-paie-horizon | "kind":"PAYSLIP","matricule":"H\\u0000"                        | 422 | DEPOSIT_MATRICULE_INVALID
					demo-paie-horizon | "kind":"PAYSLIP","matricule":"H0001","agency":"L\\u0000"       | 404 | AGENCY_NOT_FOUND
					demo-paie-horizon | "kind":"BONUS","matricule":"H0001"                             | 400 | JSON_FIELD_INVALID
					demo-paie-horizon | "kind":"PAYSLIP","matricule":"H0001","wage":"1"                | 400 | JSON_FIELD_UNKNOWN
					""")
	void aWrongDepositIsRefused(String key, String fields, int status, String code) {
		int before = this.jdbc.sql("select count(*) from deposit").query(Integer.class).single();
		String id = fields.contains("externalId") ? "" : "\"externalId\":\"" + UUID.randomUUID() + "\",";
		ResponseEntity<String> answer = deposit(key, "{" + id + fields + "}", PAYSLIP);
		assertThat(answer.getStatusCode().value()).isEqualTo(status);
		assertThat(body(answer).get("code").asText()).isEqualTo(code);
		assertThat(body(answer).get("detail").asText()).hasSizeGreaterThan(20).doesNotContain("{0}");
		assertThat(this.jdbc.sql("select count(*) from deposit").query(Integer.class).single()).isEqualTo(before);
	}

	@Test
	void aFileThatIsNoPdfIsRefused() {
		ResponseEntity<String> answer = deposit(HORIZON, request(""), "no PDF".getBytes(StandardCharsets.UTF_8));
		assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.UNPROCESSABLE_ENTITY);
		assertThat(body(answer).get("code").asText()).isEqualTo("NOT_A_PDF");
		answer = upload(HORIZON, "no PDF".getBytes(StandardCharsets.UTF_8));
		assertThat(body(answer).get("code").asText()).isEqualTo("NOT_A_PDF");
	}

	/** C17: the system's word counts when it is neither in the future nor too old. */
	@Test
	void theTimeOfTheDepositIsTheSystemsWhenItCanBeTrue() {
		Instant now = Instant.now();
		assertThat(depositedAt(now.minus(Duration.ofDays(40))))
			.isEqualTo(now.minus(Duration.ofDays(40)).truncatedTo(ChronoUnit.SECONDS));
		assertThat(depositedAt(now.plus(Duration.ofHours(1)))).isCloseTo(now, within(1, ChronoUnit.MINUTES));
		assertThat(depositedAt(now.minus(Duration.ofDays(100)))).isCloseTo(now, within(1, ChronoUnit.MINUTES));
	}

	@Test
	void anUploadIsKeptForItsSystem() {
		ResponseEntity<String> answer = upload(HORIZON, PAYSLIP);
		assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.CREATED);
		assertThat(this.jdbc.sql("""
				select a.login from upload u join actor a on a.id = u.actor_id where u.id = ? and u.used_at is null
				""").param(UUID.fromString(body(answer).get("uploadId").asText())).query(String.class).single())
			.isEqualTo("paie-horizon");
	}

	/** P1, P2: what a message may say of an upload, once. */
	@Test
	void anUploadServesOneDepositWithin24Hours() {
		UploadId upload = new UploadId(UUID.fromString(body(upload(HORIZON, PAYSLIP)).get("uploadId").asText()));
		ReceiveDeposit.Request request = message(UUID.randomUUID().toString(), "H0001");
		ReceiveDeposit.Received first = this.receiveUploaded.from("paie-horizon", request, upload, null);
		assertThat(this.receiveUploaded.from("paie-horizon", request, upload, null))
			.isEqualTo(new ReceiveDeposit.Received(first.id(), true));
		assertThat(refusal("paie-horizon", message(request.externalId(), "H0002"), upload))
			.isEqualTo("EXTERNAL_ID_REUSED");
		assertThat(refusal("paie-horizon", message(UUID.randomUUID().toString(), "H0001"), upload))
			.isEqualTo("UPLOAD_USED");
		assertThat(refusal("paie-atlas", message(UUID.randomUUID().toString(), "A0001"), upload)).as("another system's")
			.isEqualTo("UPLOAD_NOT_FOUND");
		assertThat(refusal("paie-horizon", message(UUID.randomUUID().toString(), "H0001"),
				new UploadId(UUID.randomUUID())))
			.isEqualTo("UPLOAD_NOT_FOUND");
		UploadId old = new UploadId(UUID.fromString(body(upload(HORIZON, PAYSLIP)).get("uploadId").asText()));
		this.jdbc.sql("update upload set created_at = created_at - interval '24 hours 1 second' where id = ?")
			.param(old.value())
			.update();
		assertThat(refusal("paie-horizon", message(UUID.randomUUID().toString(), "H0001"), old))
			.isEqualTo("UPLOAD_NOT_FOUND");
	}

	/**
	 * An instance that was cancelled, or stands on an incident: once more, then failed.
	 */
	@Test
	void whatIsNotFinishedStartsOnceAgainAndThenFails() {
		UUID id = UUID.fromString(body(deposit(HORIZON, request(""), PAYSLIP)).get("id").asText());
		DepositId deposit = new DepositId(id);
		assertThat(this.claim.of(deposit, 4711)).isTrue();
		this.restart.now();
		assertThat(this.claim.of(deposit, 4712)).as("not finished yet, but young").isFalse();
		this.jdbc.sql("update deposit set received_at = received_at - interval '25 hours' where id = ?")
			.param(id)
			.update();
		this.restart.now();
		this.jdbc.sql("update deposit set restarted_at = restarted_at - interval '1 minute' where id = ?")
			.param(id)
			.update();
		assertThat(this.findUnclaimed.now()).contains(deposit);
		assertThat(this.claim.of(deposit, 4712)).isTrue();
		this.restart.now();
		assertThat(state(id)).isEqualTo("RECEIVED");
		this.jdbc.sql("update deposit set restarted_at = restarted_at - interval '25 hours' where id = ?")
			.param(id)
			.update();
		this.restart.now();
		assertThat(state(id)).isEqualTo("FAILED");
		assertThat(this.findUnclaimed.now()).doesNotContain(deposit);
		this.identify.of(deposit);
		this.complete.of(deposit);
		assertThat(state(id)).as("its instance was repaired").isEqualTo("COMPLETED");
	}

	private String state(UUID deposit) {
		return body(get(HORIZON, "/api/v1/deposits/" + deposit)).get("state").asText();
	}

	private static ReceiveDeposit.Request message(String externalId, String matricule) {
		return new ReceiveDeposit.Request(externalId, PayrollDocument.PAYSLIP, matricule, null, null, null, null, null);
	}

	private String refusal(String system, ReceiveDeposit.Request request, UploadId upload) {
		Throwable refused = catchThrowable(() -> this.receiveUploaded.from(system, request, upload, null));
		assertThat(refused).isInstanceOf(Refusal.class);
		return ((Refusal) refused).code();
	}

	private Instant depositedAt(Instant said) {
		ResponseEntity<String> answer = deposit(HORIZON,
				request(",\"depositedAt\":\"" + said.truncatedTo(ChronoUnit.SECONDS) + "\""), PAYSLIP);
		return this.jdbc.sql("select deposited_at from deposit where id = ?")
			.param(UUID.fromString(body(answer).get("id").asText()))
			.query((row, number) -> row.getTimestamp(1).toInstant())
			.single();
	}

	private static String request(String more) {
		return "{\"externalId\":\"" + UUID.randomUUID()
				+ "\",\"kind\":\"PAYSLIP\",\"matricule\":\"H0001\",\"agency\":\"LYO\",\"period\":\"2026-11\"" + more
				+ "}";
	}

	private ResponseEntity<String> deposit(String key, String request, byte[] file) {
		HttpHeaders json = new HttpHeaders();
		json.setContentType(MediaType.APPLICATION_JSON);
		MultiValueMap<String, Object> parts = new LinkedMultiValueMap<>();
		parts.add("deposit", new HttpEntity<>(request, json));
		parts.add("file", new Named(file));
		return post(key, "/api/v1/deposits", parts);
	}

	private ResponseEntity<String> upload(String key, byte[] file) {
		MultiValueMap<String, Object> parts = new LinkedMultiValueMap<>();
		parts.add("file", new Named(file));
		return post(key, "/api/v1/uploads", parts);
	}

	private ResponseEntity<String> post(String key, String path, MultiValueMap<String, Object> parts) {
		HttpHeaders headers = new HttpHeaders();
		headers.setBearerAuth(key);
		headers.setContentType(MediaType.MULTIPART_FORM_DATA);
		return this.http.postForEntity(path, new HttpEntity<>(parts, headers), String.class);
	}

	private ResponseEntity<String> get(String key, String path) {
		HttpHeaders headers = new HttpHeaders();
		headers.setBearerAuth(key);
		return this.http.exchange(path, HttpMethod.GET, new HttpEntity<>(headers), String.class);
	}

	private JsonNode body(ResponseEntity<String> answer) {
		try {
			return this.json.readTree(answer.getBody());
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static final class Named extends ByteArrayResource {

		Named(byte[] bytes) {
			super(bytes);
		}

		@Override
		public String getFilename() {
			return "bulletin.pdf";
		}

	}

}
