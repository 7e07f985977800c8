package io.estafette.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.estafette.EstafetteApplication;
import io.estafette.samples.SamplePdfs;
import org.slf4j.LoggerFactory;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Runs Estafette on this machine with everything around it: the main class of
 * {@code ./mvnw spring-boot:test-run}.
 * <p>
 * The platform's own small programs are started through it with their name as first
 * argument.
 */
public final class LocalEstafette {

	private LocalEstafette() {
	}

	/**
	 * Runs until it is interrupted.
	 * @param args arguments for the application
	 */
	public static void main(String[] args) throws Exception {
		// Until Spring Boot configures logging, only what matters.
		((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
		switch ((args.length > 0) ? args[0] : "") {
			case "mail-catcher" ->
				MailCatcher.run(Integer.parseInt(args[1]), Integer.parseInt(args[2]), Integer.parseInt(args[3]));
			case "rest-gateway" -> RestGateway.run(Integer.parseInt(args[1]), URI.create(args[2]), URI.create(args[3]));
			case "guard-test-run" -> TestRun.guard(Path.of(args[1]));
			default -> runOrExplain(args);
		}
	}

	/** The arguments for {@code java} that start one of the platform's own programs. */
	static List<String> childArguments(String memory, String... arguments) {
		List<String> all = new ArrayList<>(List.of("-Xmx" + memory, "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError",
				"-Dfile.encoding=UTF-8", "-cp", System.getProperty("java.class.path"), LocalEstafette.class.getName()));
		all.addAll(List.of(arguments));
		return all;
	}

	static List<String> childCommand(String memory, String... arguments) {
		List<String> all = new ArrayList<>();
		all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		all.addAll(childArguments(memory, arguments));
		return all;
	}

	private static void runOrExplain(String[] args) {
		try {
			run(args);
		}
		catch (PlatformFailure ex) {
			System.err.println("\nEstafette cannot start.\n" + ex.getMessage() + "\n");
			System.exit(1);
		}
		catch (Exception ex) {
			// Spring Boot has already told why.
			System.err.println("\nEstafette cannot start; see above.\n");
			System.exit(1);
		}
	}

	private static void run(String[] args) throws Exception {
		lock(LocalDirectory.ofLocalRun().root());
		LocalPlatform platform = LocalPlatform.ofLocalRun(System.out::println);
		// Runs after the application has closed, also after Ctrl-C.
		SpringApplication.getShutdownHandlers().add(() -> {
			System.out.println("Stopping the local platform...");
			platform.stop(true);
			System.out.println("The local platform has stopped.");
		});
		try {
			platform.start(Map.of(Ports.PAGES, "Estafette itself"));
		}
		catch (PlatformFailure ex) {
			if (platform.isStopping()) {
				// Interrupted by the person who started it: nothing failed.
				return;
			}
			throw ex;
		}
		platform.watch();
		PlatformAddresses addresses = platform.addresses(platform.postgres().createDatabase("estafette"));
		addresses.properties().forEach(System::setProperty);
		System.setProperty("server.address", "127.0.0.1");
		ConfigurableApplicationContext application = SpringApplication.from(EstafetteApplication::main)
			.withAdditionalProfiles("demonstration")
			.run(args)
			.getApplicationContext();
		URI pages = URI.create("http://localhost:" + application.getEnvironment().getProperty("local.server.port"));
		awaitHealthy(pages);
		Path samples = LocalDirectory.SAMPLES;
		SamplePdfs.writeTo(samples);
		System.out.println(table(pages, addresses, samples));
		System.out.println("Estafette is ready: " + pages);
	}

	private static void lock(Path data) throws IOException {
		Files.createDirectories(data);
		FileLock lock = null;
		try {
			lock = new RandomAccessFile(data.resolve("lock").toFile(), "rw").getChannel().tryLock();
		}
		catch (OverlappingFileLockException ex) {
			// Held by this very process: told below.
		}
		if (lock == null) {
			throw new PlatformFailure(
					"Another Estafette is running already with the data in " + data + ".\nStop it, then start again.");
		}
	}

	private static void awaitHealthy(URI pages) throws InterruptedException {
		HttpClient http = HttpClient.newHttpClient();
		HttpRequest health = HttpRequest.newBuilder(pages.resolve("/actuator/health"))
			.timeout(Duration.ofSeconds(10))
			.build();
		long limit = System.nanoTime() + Duration.ofMinutes(5).toNanos();
		String answer = "no answer";
		while (System.nanoTime() < limit) {
			try {
				HttpResponse<String> response = http.send(health, HttpResponse.BodyHandlers.ofString());
				if (response.statusCode() == 200) {
					return;
				}
				answer = response.body();
			}
			catch (IOException ex) {
				answer = ex.toString();
			}
			Thread.sleep(200);
		}
		throw new PlatformFailure("The application runs but is not healthy after five minutes: " + answer);
	}

	private static String table(URI pages, PlatformAddresses addresses, Path samples) {
		String camunda = "http://localhost:" + addresses.camundaWeb().getPort();
		return """

				  Pages         %s
				  Tasklist      %s/tasklist
				  Operate       %s/operate
				  Caught mails  http://localhost:%d   (SMTP %d, IMAP %d: any password)
				  PostgreSQL    %s   (user %s, no password)
				  Zeebe (gRPC)  localhost:%d
				  OpenSearch    http://localhost:%d

				  HR users      claire.martin, paul.bernard, nadia.leroy, hugo.petit, admin
				                on the pages, in Tasklist and in Operate; password %s
				  Employees     h0001@salarie.example ... h0010@salarie.example; password %s
				  HTTP          %s/swagger-ui/index.html; keys demo-sirh-horizon, demo-sirh-atlas
				  Sample PDFs   %s
				""".formatted(pages, camunda, camunda, addresses.mailPage().getPort(), addresses.smtpPort(),
				addresses.imapPort(), addresses.jdbcUrl(), addresses.user(), addresses.grpc().getPort(),
				addresses.openSearch().getPort(), HrLogins.PASSWORD, HrLogins.PASSWORD, pages, samples);
	}

}
