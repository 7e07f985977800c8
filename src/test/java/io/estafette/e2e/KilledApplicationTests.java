package io.estafette.e2e;

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
		String id = send();
		await().atMost(PATIENCE)
			.pollInterval(Duration.ofMillis(20))
			.until(() -> count("handed_over_at is not null"), (served) -> served >= 3);
		this.application.destroyForcibly().waitFor();
		int servedBefore = count("handed_over_at is not null");

		start();
		await().atMost(PATIENCE).until(() -> state(id), (state) -> !"RUNNING".equals(state));
		await().atMost(PATIENCE).until(() -> count("state = 'NOTIFIED'"), (notified) -> notified == 40);

		assertThat(state(id)).isEqualTo("COMPLETED");
		assertThat(servedBefore).as("the kill came in the middle").isLessThan(40);
		assertThat(count("true")).isEqualTo(40);
		assertThat(mails()).hasSize(40).doesNotHaveDuplicates();
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

	private String send() throws IOException, InterruptedException {
		String boundary = "frontier";
		String recipients = IntStream.rangeClosed(1, 40)
			.mapToObj("\"H%04d\""::formatted)
			.collect(Collectors.joining(","));
		String json = """
				{"emitter":"LYO","recipients":[%s],
				"documents":[{"file":"note.pdf","name":"Note","type":"PROTECTED"}]}""".formatted(recipients);
		byte[] head = """
				--%1$s\r
				Content-Disposition: form-data; name="request"\r
				Content-Type: application/json\r
				\r
				%2$s\r
				--%1$s\r
				Content-Disposition: form-data; name="files"; filename="note.pdf"\r
				Content-Type: application/pdf\r
				\r
				""".formatted(boundary, json).getBytes(StandardCharsets.UTF_8);
		byte[] tail = "\r\n--%s--\r\n".formatted(boundary).getBytes(StandardCharsets.UTF_8);
		HttpResponse<String> answer = this.http.send(HttpRequest.newBuilder(address("/api/v1/free-diffusions"))
			.header("Authorization", "Bearer demo-sirh-horizon")
			.header("Idempotency-Key", "forty")
			.header("Content-Type", "multipart/form-data; boundary=" + boundary)
			.POST(BodyPublishers.concat(BodyPublishers.ofByteArray(head),
					BodyPublishers.ofByteArray(SamplePdfs.letter()), BodyPublishers.ofByteArray(tail)))
			.build(), BodyHandlers.ofString());
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
		return new ObjectMapper().readTree(answer.body()).get("id").asText();
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
