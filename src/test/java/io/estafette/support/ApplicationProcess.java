package io.estafette.support;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.estafette.EstafetteApplication;
import io.estafette.samples.SamplePdfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The application in a JVM of its own, which can be killed and started again. */
public final class ApplicationProcess implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofMinutes(4);

	private final HttpClient http = HttpClient.newHttpClient();

	private final int port = freePort();

	private final Path folder;

	private final List<String> command;

	private Process process;

	/**
	 * Prepares it with the demonstration data, to be up soon.
	 * @param folder below {@code target}, for its log and its key store
	 * @param properties where database, Camunda and mail server are
	 */
	public ApplicationProcess(String folder, Map<String, String> properties) {
		this(folder, properties, "-Xmx512m", "-XX:TieredStopAtLevel=1");
	}

	/**
	 * Prepares it with the demonstration data, to be measured.
	 * @param heap the most memory that it may use, as the JVM reads it
	 */
	public static ApplicationProcess measured(String folder, Map<String, String> properties, String heap) {
		return new ApplicationProcess(folder, properties, "-Xmx" + heap);
	}

	private ApplicationProcess(String folder, Map<String, String> properties, String... options) {
		this.folder = Path.of("target", folder);
		this.command = new ArrayList<>();
		this.command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		this.command.addAll(List.of(options));
		this.command.addAll(List.of("-cp", classPath(), EstafetteApplication.class.getName(),
				"--server.port=" + this.port, "--spring.profiles.active=demonstration",
				"--estafette.sealing.keystore=" + this.folder.resolve("organisation.p12")));
		properties.forEach((name, value) -> this.command.add("--" + name + "=" + value));
	}

	/** Starts it and waits until it is healthy. */
	public void start() throws IOException {
		Files.createDirectories(this.folder);
		this.process = new ProcessBuilder(this.command).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(this.folder.resolve("application.log").toFile()))
			.start();
		HttpRequest health = HttpRequest.newBuilder(address("/actuator/health")).timeout(Duration.ofSeconds(5)).build();
		await().atMost(PATIENCE)
			.ignoreExceptions()
			.until(() -> this.http.send(health, BodyHandlers.discarding()).statusCode() == 200);
	}

	/** Kills it at once, as {@code kill -9} does. */
	public void kill() throws InterruptedException {
		this.process.destroyForcibly().waitFor();
	}

	/** Of the operating system. */
	public ProcessHandle handle() {
		return this.process.toHandle();
	}

	/** What it has logged so far, in all of its lives. */
	public List<String> log() throws IOException {
		return Files.readAllLines(this.folder.resolve("application.log"));
	}

	@Override
	public void close() {
		if (this.process != null) {
			this.process.destroyForcibly();
		}
	}

	/**
	 * Sends protected sample letters from LYO over HTTP; returns the id of the diffusion.
	 */
	public String send(List<String> matricules, int documents) throws IOException, InterruptedException {
		return send(matricules, documents, "PROTECTED");
	}

	/**
	 * Sends sample letters of this type from LYO over HTTP; returns the id of the
	 * diffusion.
	 */
	public String send(List<String> matricules, int documents, String type) throws IOException, InterruptedException {
		String json = """
				{"emitter":"LYO","recipients":[%s],"documents":[%s]}""".formatted(
				matricules.stream().map((matricule) -> '"' + matricule + '"').collect(Collectors.joining(",")),
				IntStream.rangeClosed(1, documents)
					.mapToObj((document) -> "{\"file\":\"note%1$d.pdf\",\"name\":\"Note %1$d\",\"type\":\"%2$s\"}"
						.formatted(document, type))
					.collect(Collectors.joining(",")));
		List<Part> parts = new ArrayList<>(List.of(Part.json("request", json)));
		for (int document = 1; document <= documents; document++) {
			parts.add(Part.file("files", "note%d.pdf".formatted(document), SamplePdfs.letter()));
		}
		return post("demo-sirh-horizon", "/api/v1/free-diffusions", parts).get("id").asText();
	}

	/** A part of a multipart request. */
	public record Part(String disposition, String type, byte[] content) {

		/** One with JSON. */
		public static Part json(String name, String json) {
			return new Part("name=\"" + name + '"', "application/json", json.getBytes(StandardCharsets.UTF_8));
		}

		/** One with a file. */
		public static Part file(String name, String fileName, byte[] content) {
			return new Part("name=\"" + name + "\"; filename=\"" + fileName + '"', "application/octet-stream", content);
		}

	}

	/** Sends a multipart request, which must be accepted. */
	public JsonNode post(String key, String path, List<Part> parts) throws IOException, InterruptedException {
		String boundary = "frontier";
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		parts.forEach((part) -> {
			body.writeBytes("--%s\r\nContent-Disposition: form-data; %s\r\nContent-Type: %s\r\n\r\n"
				.formatted(boundary, part.disposition(), part.type())
				.getBytes(StandardCharsets.UTF_8));
			body.writeBytes(part.content());
			body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
		});
		body.writeBytes("--%s--\r\n".formatted(boundary).getBytes(StandardCharsets.UTF_8));
		return answer(HttpRequest.newBuilder(address(path))
			.header("Authorization", "Bearer " + key)
			.header("Content-Type", "multipart/form-data; boundary=" + boundary)
			.POST(BodyPublishers.ofByteArray(body.toByteArray()))
			.build());
	}

	/** Sends a multipart request with one file, however large. */
	public JsonNode postFile(String key, String path, String name, Path file) throws IOException, InterruptedException {
		return answer(HttpRequest.newBuilder(address(path))
			.header("Authorization", "Bearer " + key)
			.header("Content-Type", "multipart/form-data; boundary=frontier")
			.POST(BodyPublishers.concat(BodyPublishers.ofString("""
					--frontier\r
					Content-Disposition: form-data; name="%s"; filename="%s"\r
					Content-Type: application/octet-stream\r
					\r
					""".formatted(name, file.getFileName())), BodyPublishers.ofFile(file),
					BodyPublishers.ofString("\r\n--frontier--\r\n")))
			.build());
	}

	/** Sends a request without a body, which must be accepted. */
	public JsonNode call(String key, String method, String path) throws IOException, InterruptedException {
		return answer(HttpRequest.newBuilder(address(path))
			.header("Authorization", "Bearer " + key)
			.header("Accept", "application/json")
			.method(method, BodyPublishers.noBody())
			.build());
	}

	/** Sends a request with JSON, which must be accepted. */
	public JsonNode postJson(String key, String path, String json) throws IOException, InterruptedException {
		return answer(HttpRequest.newBuilder(address(path))
			.header("Authorization", "Bearer " + key)
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(json))
			.build());
	}

	/** Fetches a file. */
	public void download(String key, String path, Path target) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(address(path)).header("Authorization", "Bearer " + key).build();
		assertThat(this.http.send(request, HttpResponse.BodyHandlers.ofFile(target)).statusCode()).isEqualTo(200);
	}

	private JsonNode answer(HttpRequest request) throws IOException, InterruptedException {
		HttpResponse<String> answer = this.http.send(request, BodyHandlers.ofString());
		assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 202);
		return new ObjectMapper().readTree(answer.body());
	}

	/** Of a page or a call. */
	public URI address(String path) {
		return URI.create("http://localhost:" + this.port + path);
	}

	/** Without the empty entry that Maven leaves, which means the working directory. */
	private static String classPath() {
		return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> !entry.isEmpty())
			.collect(Collectors.joining(File.pathSeparator));
	}

	private static int freePort() {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
