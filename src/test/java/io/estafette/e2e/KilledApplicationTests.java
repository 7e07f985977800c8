package io.estafette.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.estafette.local.PlatformAddresses;
import io.estafette.local.TestDatabase;
import io.estafette.local.TestPlatform;
import io.estafette.samples.SampleBatch;
import io.estafette.samples.SamplePdfs;
import io.estafette.support.ApplicationProcess;
import io.estafette.support.ApplicationProcess.Part;
import io.estafette.support.LargeAgency;
import io.estafette.support.Tools;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The application, and Camunda too, killed in the middle of their work and started again.
 */
class KilledApplicationTests {

	/** As many as {@code estafette.mail.connections} opens unless told otherwise. */
	private static final int MAIL_CONNECTIONS = 2;

	private static final Duration PATIENCE = Duration.ofMinutes(4);

	private final PlatformAddresses platform = TestPlatform.get();

	private final String database = TestDatabase.create();

	private final JdbcClient jdbc = JdbcClient
		.create(new DriverManagerDataSource(this.database, TestDatabase.USER, ""));

	private final ApplicationProcess application = new ApplicationProcess("killed-application", properties());

	@TempDir
	private Path folder;

	@AfterEach
	void stop() {
		this.application.close();
	}

	@Test
	void fortyPeopleAreServedOnceAlthoughTheApplicationIsKilledInTheMiddle() throws Exception {
		this.application.start();
		List<String> people = IntStream.rangeClosed(1, 40).mapToObj("H%04d"::formatted).toList();
		String sent = this.application.send(people, 1);
		killAmidst(sent, 40, 1);
		Map<UUID, Path> signed = everySignatureIsMadeOnceAlthoughTheApplicationIsKilledTwice();
		theLogTellsWhatBelongsTogetherAndNothingAboutPeople(sent);
		for (Path file : signed.values()) {
			assertThat(pdfsig(file)).as("the seal and one signature")
				.contains("Signature #2", "Total document signed")
				.doesNotContain("Signature #3", "is Invalid")
				.containsPattern("(?s)Signature is Valid.*Signature is Valid");
		}
	}

	/**
	 * Ten people sign two documents each, all at once (D4). The application is killed as
	 * soon as the first one has consented, and again as soon as the next signature is
	 * made; who had no answer types the code in again.
	 */
	private Map<UUID, Path> everySignatureIsMadeOnceAlthoughTheApplicationIsKilledTwice() throws Exception {
		List<String> people = IntStream.rangeClosed(1, 10).mapToObj("H%04d"::formatted).toList();
		int all = 2 * people.size();
		this.application.send(people, 2, "TO_SIGN");
		await().atMost(PATIENCE)
			.until(() -> signatures("state = 'REQUESTED' and process_instance_key is not null"),
					(asked) -> asked == all);
		List<Signer> signers = people.stream().map(this::signer).toList();
		Map<Signer, String> digits = new ConcurrentHashMap<>();
		try (ExecutorService everybody = Executors.newFixedThreadPool(people.size())) {
			together(everybody, signers, (signer) -> {
				signer.reads();
				digits.put(signer, digits(signer));
			});
			for (int kill = 1; kill <= 2; kill++) {
				String until = (kill == 1) ? "state = 'CONSENTED'" : "state = 'SIGNED'";
				int before = signatures(until);
				Set<UUID> accepted = ConcurrentHashMap.newKeySet();
				Future<?> confirming = everybody.submit(() -> together(everybody, stillAsked(signers), (signer) -> {
					signer.confirms(digits.get(signer));
					accepted.addAll(signer.documents());
				}));
				await().atMost(PATIENCE)
					.pollDelay(Duration.ZERO)
					.pollInterval(Duration.ofMillis(2))
					.until(() -> signatures(until), (reached) -> reached > before);
				this.application.kill();
				confirming.get();
				assertThat(signatures("state = 'SIGNED'")).as("the kill came in the middle").isLessThan(all);
				assertThat(this.jdbc
					.sql("select id from signature_request where id = any(?) and state in ('CONSENTED', 'SIGNED')")
					.param(accepted.toArray(UUID[]::new))
					.query(UUID.class)
					.list()).as("what was accepted is kept").containsExactlyInAnyOrderElementsOf(accepted);
				jobsComeAgain();
				this.application.start();
			}
			together(everybody, stillAsked(signers), (signer) -> signer.confirms(digits.get(signer)));
			assertThat(stillAsked(signers)).as("a code that had no answer is still good").isEmpty();
		}
		finally {
			signers.forEach(Signer::close);
		}

		await().atMost(PATIENCE).until(() -> count("state = 'SIGNED'"), (signed) -> signed == all);
		await().atMost(PATIENCE)
			.until(() -> this.jdbc.sql("select count(*) from event_publication").query(Integer.class).single(),
					(open) -> open == 0);
		assertThat(signatures("state = 'SIGNED'")).isEqualTo(all);
		for (String step : List.of("CONSENTED", "SIGNED")) {
			assertThat(this.jdbc.sql("select request_id from signature_step where what = ?")
				.param(step)
				.query(UUID.class)
				.list()).as("once " + step).hasSize(all).doesNotHaveDuplicates();
		}
		assertThat(this.jdbc.sql("select count(*) from kept_content").query(Integer.class).single())
			.as("a signed file, a proof and its data each, and nothing left over")
			.isEqualTo(3 * all);
		Map<UUID, Path> files = new HashMap<>();
		for (Signer signer : signers) {
			for (UUID document : signer.documents()) {
				files.put(document, signedAndProved(document));
			}
		}
		return files;
	}

	/** The signed file as a system reads it; the proof is that of this very file. */
	private Path signedAndProved(UUID document) throws Exception {
		Path file = this.folder.resolve(document + ".pdf");
		this.application.download("demo-sirh-horizon", "/api/v1/deliveries/" + document + "/signed", file);
		JsonNode proof = this.application.call("demo-sirh-horizon", "GET", "/api/v1/deliveries/" + document + "/proof");
		assertThat(proof.at("/request").asText()).isEqualTo(document.toString());
		assertThat(proof.at("/signature/sha256After").asText())
			.isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file))));
		return file;
	}

	private Signer signer(String matricule) {
		List<UUID> documents = this.jdbc.sql("""
				select s.id from signature_request s join employee e on e.id = s.employee_id where e.matricule = ?
				""").param(matricule).query(UUID.class).list();
		assertThat(documents).hasSize(2);
		return new Signer(this.application::address, matricule.toLowerCase(Locale.ROOT) + "@salarie.example",
				documents);
	}

	/** A new code, out of the mail that brings it. */
	private String digits(Signer signer) throws Exception {
		UUID code = signer.asksForACode();
		await().atMost(PATIENCE)
			.until(() -> this.jdbc.sql("select state from outgoing_mail where subject_id = ?")
				.param(code)
				.query(String.class)
				.single(), "SENT"::equals);
		return new CaughtMails(this.platform).find(signer.login(), Pattern.compile("code est (\\d{6})"));
	}

	private List<Signer> stillAsked(List<Signer> signers) {
		Set<UUID> asked = Set.copyOf(
				this.jdbc.sql("select id from signature_request where state = 'REQUESTED'").query(UUID.class).list());
		return signers.stream().filter((signer) -> asked.contains(signer.documents().getFirst())).toList();
	}

	/** All at once; an answer that a kill cuts off is none. */
	private static Void together(ExecutorService everybody, List<Signer> signers, Step step) throws Exception {
		List<Callable<Void>> steps = signers.stream().<Callable<Void>>map((signer) -> () -> {
			step.of(signer);
			return null;
		}).toList();
		for (Future<Void> done : everybody.invokeAll(steps)) {
			try {
				done.get();
			}
			catch (ExecutionException ex) {
				assertThat(ex.getCause()).isInstanceOf(IOException.class);
			}
		}
		return null;
	}

	/** What somebody does who signs. */
	private interface Step {

		void of(Signer signer) throws Exception;

	}

	private int signatures(String condition) {
		return this.jdbc.sql("select count(*) from signature_request where " + condition).query(Integer.class).single();
	}

	private static String pdfsig(Path file) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(Tools.require("pdfsig").toString(), "-nocert", file.toString())
			.redirectErrorStream(true)
			.start();
		String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		process.waitFor();
		return printed;
	}

	/** As operators of many servers read it: a JSON object per line, with its ids. */
	private void theLogTellsWhatBelongsTogetherAndNothingAboutPeople(String sent) throws IOException {
		List<String> lines = this.application.log();
		assertThat(lines).noneMatch((line) -> line.contains("@salarie.example") || line.contains("Moreau")
				|| line.contains("demo-sirh-horizon"));
		List<JsonNode> parsed = new ArrayList<>();
		for (String line : lines) {
			if (line.startsWith("{")) {
				parsed.add(new ObjectMapper().readTree(line));
			}
		}
		assertThat(parsed).filteredOn((line) -> line.path("freeDiffusionId").asText().equals(sent))
			.extracting((line) -> line.path("jobType").asText())
			.contains("validate-free-diffusion", "seal-documents", "complete-free-diffusion");
		assertThat(parsed).filteredOn((line) -> line.path("task").asText().equals("DeployModels.deployOnce"))
			.isNotEmpty()
			.allMatch((line) -> line.path("run").asText().matches("[0-9a-f-]{36}"));
		assertThat(parsed).filteredOn((line) -> line.has("jobType"))
			.allMatch((line) -> line.path("processInstance").asText().matches("\\d+"));
	}

	/** So many that they are served in chunks. */
	@Test
	void threeHundredPeopleAreServedThreeDocumentsOnceAlthoughTheApplicationIsKilledInTheMiddle() throws Exception {
		this.application.start();
		killAmidst(this.application.send(LargeAgency.employees(this.jdbc, 300), 3), 300, 3);
	}

	/**
	 * P3: a batch that brings two campaigns' documents along, while first the application
	 * and then Camunda are killed.
	 */
	@Test
	void aBatchOfFiveHundredLinesIsServedOnceAlthoughTheApplicationAndCamundaAreKilled() throws Exception {
		this.application.start();
		List<String> people = LargeAgency.employees(this.jdbc, 500);
		String today = LocalDate.now(ZoneId.of("Europe/Paris")).toString();
		for (int campaign = 1; campaign <= 2; campaign++) {
			String id = this.application
				.post("demo-sirh-horizon", "/api/v1/campaigns", List.of(Part.json("campaign", """
						{"name":"Campagne %d","target":"LYO","triggers":["PAYSLIP"],"startDate":"%s",
						"documents":[{"file":"note.pdf","name":"Note %1$d","toSign":false}]}
						""".formatted(campaign, today)), Part.file("files", "note.pdf", SamplePdfs.letter())))
				.get("id")
				.asText();
			this.application.call("demo-sirh-horizon", "POST", "/api/v1/campaigns/" + id + "/launch");
		}
		await().atMost(PATIENCE)
			.until(() -> this.jdbc.sql("select count(*) from campaign where state = 'ACTIVE' and ready_at is not null")
				.query(Integer.class)
				.single(), (ready) -> ready == 2);
		SampleBatch batch = new SampleBatch(Files.createTempFile("lot", ".zip"));
		byte[] payslip = SamplePdfs.letter();
		people.forEach((matricule) -> batch.payslip("2026-11-" + matricule, matricule, payslip));
		Path archive = batch.finished();
		String id = this.application
			.post("demo-paie-horizon", "/api/v1/deposit-batches",
					List.of(Part.file("archive", "lot.zip", Files.readAllBytes(archive))))
			.get("id")
			.asText();
		Files.delete(archive);

		await().atMost(PATIENCE)
			.pollInterval(Duration.ofMillis(20))
			.until(() -> outcomes("outcome is not null"), (judged) -> judged > 0);
		this.application.kill();
		int payslips = count("origin = 'PAYSLIP' and handed_over_at is not null");
		int documents = count("origin = 'CAMPAIGN' and handed_over_at is not null");
		assertThat(payslips + documents).as("the kill came in the middle").isLessThan(3 * 500);
		this.application.start();
		killCamunda();

		await().atMost(PATIENCE)
			.until(() -> this.jdbc.sql("select state from deposit_batch where id = ?::uuid")
				.param(id)
				.query(String.class)
				.single(), "COMPLETED"::equals);
		await().atMost(PATIENCE).until(() -> count("state = 'NOTIFIED'"), (notified) -> notified == 3 * 500);
		assertThat(outcomes("outcome = 'ACCEPTED'")).isEqualTo(500);
		assertThat(count("origin = 'PAYSLIP'")).isEqualTo(500);
		assertThat(count("origin = 'CAMPAIGN'")).isEqualTo(1000);
		assertThat(
				this.jdbc.sql("select count(distinct (source_id, employee_id)) from delivery where origin = 'CAMPAIGN'")
					.query(Integer.class)
					.single())
			.isEqualTo(1000);
		theFiguresAreThoseOfTheLedger();
		await().atMost(PATIENCE).untilAsserted(() -> operatorsSeeIt(500 - payslips, 1000 - documents));
		List<String> mails = mails();
		assertThat(Set.copyOf(mails)).as("one mail per person for the whole batch").hasSize(500);
		assertThat(mails.size() - 500).isLessThanOrEqualTo(MAIL_CONNECTIONS);
	}

	/** C12, C14: what the follow-up says of each campaign, counted in the ledger. */
	private void theFiguresAreThoseOfTheLedger() throws IOException, InterruptedException {
		List<String> campaigns = this.jdbc.sql("select id::text from campaign").query(String.class).list();
		assertThat(campaigns).hasSize(2);
		for (String id : campaigns) {
			JsonNode campaign = this.application.call("demo-sirh-horizon", "GET", "/api/v1/campaigns/" + id);
			assertThat(List.of(campaign.get("served").asInt(), campaign.get("handedOver").asInt(),
					campaign.get("notServed").asInt()))
				.isEqualTo(this.jdbc
					.sql("""
							select array[count(distinct employee_id) filter (where handed_over_at is not null),
							  count(*) filter (where handed_over_at is not null), count(*) filter (where state = 'FAILED')]::int[]
							from delivery where source_id = ?::uuid
							""")
					.param(id)
					.query((row, number) -> List.of((Integer[]) row.getArray(1).getArray()))
					.single());
		}
	}

	/**
	 * What this copy has done since its last start; the mails wait for the whole batch.
	 */
	private void operatorsSeeIt(int payslips, int documents) throws IOException, InterruptedException {
		JsonNode health = this.application.call("demo-sirh-horizon", "GET", "/actuator/health");
		assertThat(health.get("status").asText()).isEqualTo("UP");
		for (String part : List.of("models", "mailServer", "timestampAuthority")) {
			assertThat(health.at("/components/" + part + "/status").asText()).as(part).isEqualTo("UP");
		}
		Path metrics = Files.createTempFile("metrics", ".txt");
		this.application.download("demo-sirh-horizon", "/actuator/prometheus", metrics);
		assertThat(Files.readAllLines(metrics))
			.contains("estafette_deliveries_total{origin=\"campaign\",outcome=\"handed_over\"} " + documents + ".0",
					"estafette_deliveries_total{origin=\"payslip\",outcome=\"handed_over\"} " + payslips + ".0",
					"estafette_batch_seconds_count{outcome=\"completed\"} 1",
					"estafette_deposit_seconds_count{channel=\"batch\",kind=\"payslip\"} 500",
					"estafette_notification_seconds_count 500", "estafette_outside_up{service=\"mail server\"} 1.0")
			.anyMatch((line) -> line.startsWith("estafette_deposits_oldest_seconds "))
			.anyMatch((line) -> line.startsWith("estafette_signature_seconds_bucket{outcome=\"signed\",le="));
		Files.delete(metrics);
	}

	/** Its clock goes on where it was: other tests may have moved it. */
	private void killCamunda() throws IOException, InterruptedException {
		try (HttpClient http = HttpClient.newHttpClient()) {
			URI clock = this.platform.management().resolve("/actuator/clock");
			long moved = new ObjectMapper()
				.readTree(http.send(HttpRequest.newBuilder(clock).build(), BodyHandlers.ofString()).body())
				.get("epochMilli")
				.asLong() - System.currentTimeMillis();
			TestPlatform.killCamunda();
			advanceCamunda(Duration.ofMillis(Math.max(0, moved)));
		}
	}

	/**
	 * Those that the killed application had taken: after half a minute, which is over at
	 * once.
	 */
	private void jobsComeAgain() throws IOException, InterruptedException {
		advanceCamunda(Duration.ofSeconds(31));
	}

	private void advanceCamunda(Duration time) throws IOException, InterruptedException {
		try (HttpClient http = HttpClient.newHttpClient()) {
			http.send(HttpRequest.newBuilder(this.platform.management().resolve("/actuator/clock/add"))
				.header("Content-Type", "application/json")
				.POST(BodyPublishers.ofString("{\"offsetMilli\":" + time.toMillis() + "}"))
				.build(), BodyHandlers.discarding());
		}
	}

	private int outcomes(String condition) {
		return this.jdbc.sql("select count(*) from deposit_batch_line where " + condition)
			.query(Integer.class)
			.single();
	}

	private void killAmidst(String id, int people, int documents) throws Exception {
		await().atMost(PATIENCE)
			.pollInterval(Duration.ofMillis(20))
			.until(() -> count("handed_over_at is not null"), (served) -> served >= 3);
		this.application.kill();
		assertThat(count("state = 'NOTIFIED'")).as("the kill came in the middle").isLessThan(people * documents);

		jobsComeAgain();
		this.application.start();
		await().atMost(PATIENCE).until(() -> state(id), (state) -> !"RUNNING".equals(state));
		await().atMost(PATIENCE).until(() -> count("state = 'NOTIFIED'"), (notified) -> notified == people * documents);

		assertThat(state(id)).isEqualTo("COMPLETED");
		assertThat(count("true")).isEqualTo(people * documents);
		List<String> mails = mails();
		assertThat(Set.copyOf(mails)).as("one mail per person, told apart by its Message-ID").hasSize(people);
		// D2: only a mail under way at the kill may come again, under the same
		// Message-ID.
		assertThat(mails.size() - people).isLessThanOrEqualTo(MAIL_CONNECTIONS);
	}

	private Map<String, String> properties() {
		Map<String, String> properties = new HashMap<>(this.platform.properties());
		properties.put("spring.datasource.url", this.database);
		// Camunda's clock may be days ahead, where other tests have moved it.
		properties.put("estafette.signature.expires-after", "3650d");
		properties.put("estafette.signature.reminder-every", "3650d");
		properties.put("logging.structured.format.console", "ecs");
		properties.put("logging.level.io.estafette.platform.camunda.JobTrace", "debug");
		return properties;
	}

	private String state(String id) {
		return this.jdbc.sql("select state from free_diffusion where id = ?::uuid")
			.param(id)
			.query(String.class)
			.single();
	}

	private int count(String condition) {
		return this.jdbc.sql("select count(*) from delivery where " + condition).query(Integer.class).single();
	}

	/**
	 * The Message-IDs of the mails of this test's hand-overs, one for each mail that
	 * arrived.
	 */
	private List<String> mails() throws IOException, InterruptedException {
		List<String> handOvers = this.jdbc.sql("select id::text from hand_over").query(String.class).list();
		HttpRequest request = HttpRequest.newBuilder(URI.create(this.platform.mailPage() + "/api/mails")).build();
		JsonNode mails;
		try (HttpClient http = HttpClient.newHttpClient()) {
			mails = new ObjectMapper().readTree(http.send(request, BodyHandlers.ofString()).body());
		}
		List<String> found = new ArrayList<>();
		for (JsonNode mail : mails) {
			String messageId = mail.path("messageId").asText();
			if (handOvers.stream().anyMatch(messageId::contains)) {
				found.add(messageId);
			}
		}
		return found;
	}

}
