package io.estafette.local;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A part that is a Java program and tells over HTTP when it is up.
 */
final class JavaPart extends Part {

	private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

	private final List<String> command;

	private final Map<String, String> environment;

	private final URI health;

	private final Path directory;

	private final PidFile pidFile;

	/**
	 * Describes a Java program.
	 * @param id the name of its files
	 * @param name the name that people read
	 * @param arguments what follows {@code java} on the command line
	 * @param environment environment variables
	 * @param health an address that answers 200 once the program is up
	 */
	JavaPart(LocalDirectory directory, String id, String name, Map<Integer, String> ports, List<String> arguments,
			Map<String, String> environment, URI health) {
		super(name, directory.log(id), ports);
		this.directory = directory.root();
		this.pidFile = directory.pidFile(id);
		this.command = new ArrayList<>();
		this.command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		this.command.addAll(arguments);
		this.environment = environment;
		this.health = health;
	}

	@Override
	Optional<ProcessHandle> find() {
		return this.pidFile.process();
	}

	@Override
	boolean isCurrent() {
		return this.pidFile.wasStartedWith(fingerprint());
	}

	@Override
	void launch() throws IOException {
		Files.createDirectories(log().getParent());
		List<String> line = new ArrayList<>();
		if (File.separatorChar == '/') {
			// Ctrl-C and a closed terminal reach every process of the terminal at once;
			// the children must go on until the application has closed.
			line.addAll(List.of("/bin/sh", "-c",
					"trap '' INT HUP; command -v setsid >/dev/null && exec setsid \"$@\"; exec \"$@\"", "sh"));
		}
		line.addAll(this.command);
		ProcessBuilder builder = new ProcessBuilder(line).directory(this.directory.toFile())
			.redirectErrorStream(true)
			.redirectInput(ProcessBuilder.Redirect.from(new File((File.separatorChar == '/') ? "/dev/null" : "NUL")))
			.redirectOutput(log().toFile());
		builder.environment()
			.keySet()
			.removeIf((key) -> key.matches("(CAMUNDA|ZEEBE|SPRING|SERVER|MANAGEMENT|LOGGING)_.*|CLASSPATH"));
		builder.environment().putAll(this.environment);
		this.pidFile.write(builder.start().toHandle(), fingerprint());
	}

	@Override
	boolean isHealthy() {
		try {
			return HTTP
				.send(HttpRequest.newBuilder(this.health).timeout(Duration.ofSeconds(5)).build(),
						HttpResponse.BodyHandlers.discarding())
				.statusCode() == 200;
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	@Override
	void end(ProcessHandle process, boolean gently) {
		if (gently) {
			process.destroy();
		}
		else {
			process.destroyForcibly();
		}
	}

	private List<String> fingerprint() {
		List<String> all = new ArrayList<>(this.command);
		this.environment.entrySet().stream().map(Object::toString).sorted().forEach(all::add);
		return all;
	}

}
