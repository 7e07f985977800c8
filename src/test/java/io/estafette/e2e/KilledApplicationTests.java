package io.estafette.e2e;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.estafette.EstafetteApplication;
import io.estafette.local.PlatformAddresses;
import io.estafette.local.TestDatabase;
import io.estafette.local.TestPlatform;
import io.estafette.samples.SamplePdfs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The application in a JVM of its own, killed in the middle of its work and started
 * again.
 */
class KilledApplicationTests {

	/** As many as {@code estafette.mail.connections} opens unless told otherwise. */
	private static final int MAIL_CONNECTIONS = 2;

	private static final Duration PATIENCE = Duration.ofMinutes(4);

	private final PlatformAddresses platform = TestPlatform.get();

	private final String database = TestDatabase.create();

	private final JdbcClient jdbc = JdbcClient
		.create(new DriverManagerDataSource(this.database, TestDatabase.USER, ""));

	private final HttpClient http = HttpClient.newHttpClient();

	private final int port = freePort();

	private Process application;

	@AfterEach
	void stop() {
		if (this.application != null) {
			this.application.destroyForcibly();
		}
	}

	@Test
	void fortyPeopleAreServedOnceAlthoughTheApplicationIsKilledInTheMiddle() throws Exception {
		start();
		killAmidst(send(people("H%04d", 40), 1), 40, 1);
	}

	/** So many that they are served in chunks. */
	@Test
	void threeHundredPeopleAreServedThreeDocumentsOnceAlthoughTheApplicationIsKilledInTheMiddle() throws Exception {
		start();
		this.jdbc.sql("""
				insert into employee (id, brand_id, agency_id, matricule, last_name, first_name, email, created_at)
				select gen_random_uuid(), n.brand_id, n.id, 'K' || lpad(k::text, 4, '0'), 'Kilo' || k, 'Camille',
				  'k' || k || '@salarie.example', now()
				from node n cross join generate_series(1, 300) k where n.code = 'LYO'
				""").update();
		killAmidst(send(people("K%04d", 300), 3), 300, 3);
	}

	private void killAmidst(String id, int people, int documents) throws Exception {
		await().atMost(PATIENCE)
			.pollInterval(Duration.ofMillis(20))
			.until(() -> count("handed_over_at is not null"), (served) -> served >= 3);
		this.application.destroyForcibly().waitFor();
		assertThat(count("state = 'NOTIFIED'")).as("the kill came in the middle").isLessThan(people * documents);

		start();
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

	private void start() throws IOException {
		Map<String, String> properties = new HashMap<>(this.platform.properties());
		properties.put("spring.datasource.url", this.database);
		properties.put("server.port", Integer.toString(this.port));
		properties.put("spring.profiles.active", "demonstration");
		properties.put("estafette.sealing.keystore", "target/killed-application/organisation.p12");
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
						"-XX:TieredStopAtLevel=1", "-cp", classPath(), EstafetteApplication.class.getName()));
		properties.forEach((name, value) -> command.add("--" + name + "=" + value));
		Path log = Path.of("target", "killed-application", "application.log");
		Files.createDirectories(log.getParent());
		this.application = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
			.start();
		await().atMost(PATIENCE).ignoreExceptions().until(() -> get("/actuator/health").statusCode() == 200);
	}

	/** Without the empty entry that Maven leaves, which means the working directory. */
	private static String classPath() {
		return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> !entry.isEmpty())
			.collect(Collectors.joining(File.pathSeparator));
	}

	private static List<String> people(String pattern, int count) {
		return IntStream.rangeClosed(1, count).mapToObj(pattern::formatted).toList();
	}

	private String send(List<String> matricules, int documents) throws IOException, InterruptedException {
		String boundary = "frontier";
		String json = """
				{"emitter":"LYO","recipients":[%s],"documents":[%s]}""".formatted(
				matricules.stream().map((matricule) -> '"' + matricule + '"').collect(Collectors.joining(",")),
				IntStream.rangeClosed(1, documents)
					.mapToObj("{\"file\":\"note%1$d.pdf\",\"name\":\"Note %1$d\",\"type\":\"PROTECTED\"}"::formatted)
					.collect(Collectors.joining(",")));
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		part(body, boundary, "name=\"request\"", "application/json", json.getBytes(StandardCharsets.UTF_8));
		for (int document = 1; document <= documents; document++) {
			part(body, boundary, "name=\"files\"; filename=\"note%d.pdf\"".formatted(document), "application/pdf",
					SamplePdfs.letter());
		}
		body.writeBytes("--%s--\r\n".formatted(boundary).getBytes(StandardCharsets.UTF_8));
		HttpResponse<String> answer = this.http.send(HttpRequest.newBuilder(address("/api/v1/free-diffusions"))
			.header("Authorization", "Bearer demo-sirh-horizon")
			.header("Idempotency-Key", "forty")
			.header("Content-Type", "multipart/form-data; boundary=" + boundary)
			.POST(BodyPublishers.ofByteArray(body.toByteArray()))
			.build(), BodyHandlers.ofString());
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
		return new ObjectMapper().readTree(answer.body()).get("id").asText();
	}

	private static void part(ByteArrayOutputStream body, String boundary, String disposition, String type,
			byte[] content) {
		body.writeBytes("--%s\r\nContent-Disposition: form-data; %s\r\nContent-Type: %s\r\n\r\n"
			.formatted(boundary, disposition, type)
			.getBytes(StandardCharsets.UTF_8));
		body.writeBytes(content);
		body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
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
		List<String> found = new ArrayList<>();
		JsonNode mails = new ObjectMapper().readTree(
				this.http
					.send(HttpRequest.newBuilder(URI.create(this.platform.mailPage() + "/api/mails")).build(),
							BodyHandlers.ofString())
					.body());
		for (JsonNode mail : mails) {
			String messageId = mail.path("messageId").asText();
			if (handOvers.stream().anyMatch(messageId::contains)) {
				found.add(messageId);
			}
		}
		return found;
	}

	private HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return this.http.send(HttpRequest.newBuilder(address(path)).timeout(Duration.ofSeconds(5)).build(),
				BodyHandlers.ofString());
	}

	private URI address(String path) {
		return URI.create("http://localhost:" + this.port + path);
	}

	private static int freePort() {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

}
