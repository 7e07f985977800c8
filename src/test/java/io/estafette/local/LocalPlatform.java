package io.estafette.local;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * The programs that Estafette needs around it: PostgreSQL, OpenSearch, Camunda and a mail
 * catcher. Starts them, or takes over those that an earlier start left running, and ends
 * them.
 */
final class LocalPlatform {

	private final LocalDirectory directory;

	private final Ports ports;

	private final Consumer<String> out;

	private final PostgresPart postgres;

	private final JavaPart openSearch;

	private final JavaPart camunda;

	private final JavaPart restGateway;

	private final JavaPart mailCatcher;

	private final Map<String, Integer> restarts = new HashMap<>();

	private final boolean test;

	private boolean stopping;

	private LocalPlatform(LocalDirectory directory, Ports ports, PostgresPart postgres, boolean test,
			Consumer<String> out) {
		this.directory = directory;
		this.ports = ports;
		this.out = out;
		this.postgres = postgres;
		this.test = test;
		this.openSearch = openSearch(directory, ports, test);
		this.camunda = camunda(directory, ports, test);
		this.restGateway = restGateway(directory, ports);
		this.mailCatcher = mailCatcher(directory, ports);
	}

	/**
	 * The platform of the local run: fixed ports, data that stays.
	 * @param out takes lines for the person who waits
	 */
	static LocalPlatform ofLocalRun(Consumer<String> out) {
		LocalDirectory directory = LocalDirectory.ofLocalRun();
		Ports ports = Ports.fixed();
		return new LocalPlatform(directory, ports, new PostgresPart(directory, ports.postgres(), true), false, out);
	}

	/**
	 * The platform of a test run: free ports, passing data, a clock that tests may move.
	 * @param postgres the run's server, already started
	 */
	static LocalPlatform ofTestRun(LocalDirectory directory, Ports ports, PostgresPart postgres, Consumer<String> out) {
		return new LocalPlatform(directory, ports, postgres, true, out);
	}

	PostgresPart postgres() {
		return this.postgres;
	}

	/**
	 * Starts or takes over every part and waits until all of them answer.
	 * @param others ports that must be free besides, and what needs them
	 * @throws PlatformFailure when a part cannot run
	 */
	void start(Map<Integer, String> others) {
		this.directory.prepare();
		Map<Integer, String> needed = new LinkedHashMap<>(others);
		for (Part part : parts()) {
			if (!takeOver(part)) {
				needed.putAll(part.ports());
			}
		}
		Ports.requireFree(needed);
		try {
			CompletableFuture
				.allOf(CompletableFuture.runAsync(() -> bringUp(this.postgres)), CompletableFuture.runAsync(() -> {
					bringUp(this.openSearch);
					bringUp(this.camunda);
					HrLogins.register(this.ports.addresses("").openSearch());
				}, (command) -> new Thread(command).start()),
						CompletableFuture.runAsync(() -> bringUp(this.mailCatcher)),
						CompletableFuture.runAsync(() -> bringUp(this.restGateway)))
				.join();
		}
		catch (CompletionException ex) {
			throw (ex.getCause() instanceof PlatformFailure failure) ? failure : ex;
		}
	}

	/**
	 * Kills Camunda at once, as {@code kill -9} does, and starts it again.
	 */
	void killCamunda() {
		this.camunda.stop(false);
		bringUp(this.camunda);
	}

	/**
	 * Tells when a part dies, and starts it again a few times.
	 */
	void watch() {
		parts().forEach(this::watch);
	}

	PlatformAddresses addresses(String jdbcUrl) {
		return this.ports.addresses(jdbcUrl);
	}

	/**
	 * Ends every part, whoever started it: Camunda before the store it writes to.
	 */
	void stop(boolean gently) {
		synchronized (this) {
			this.stopping = true;
		}
		CompletableFuture
			.allOf(CompletableFuture.runAsync(() -> this.postgres.stop(gently)), CompletableFuture.runAsync(() -> {
				this.camunda.stop(gently);
				this.openSearch.stop(gently);
			}, (command) -> new Thread(command).start()),
					CompletableFuture.runAsync(() -> this.mailCatcher.stop(gently)),
					CompletableFuture.runAsync(() -> this.restGateway.stop(gently)))
			.join();
	}

	synchronized boolean isStopping() {
		return this.stopping;
	}

	private List<Part> parts() {
		return List.of(this.postgres, this.openSearch, this.camunda, this.restGateway, this.mailCatcher);
	}

	private boolean takeOver(Part part) {
		if (part.find().isEmpty()) {
			return false;
		}
		if (this.test) {
			return true;
		}
		if (part.isCurrent() && answersSoon(part)) {
			this.out.accept(part.name() + " is still running: taken over.");
			return true;
		}
		this.out.accept(part.name() + " is still running, but not as it should: starting it again.");
		part.stop(true);
		return false;
	}

	private static boolean answersSoon(Part part) {
		try {
			part.awaitHealthy(Duration.ofSeconds(30));
			return true;
		}
		catch (PlatformFailure ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private void bringUp(Part part) {
		if (part.find().isPresent()) {
			return;
		}
		long start = System.nanoTime();
		this.out.accept("Starting " + part.name() + "...");
		Thread reporter = Thread.ofVirtual().start(() -> report(part, start));
		try {
			synchronized (this) {
				if (this.stopping) {
					throw new PlatformFailure("Stopped while starting.");
				}
				if (part != this.postgres) {
					part.launch();
				}
			}
			if (part == this.postgres) {
				// Blocks until it answers, and must not keep the others waiting
				// meanwhile.
				part.launch();
				if (isStopping()) {
					part.stop(true);
				}
			}
			part.awaitHealthy(Duration.ofMinutes(4));
			this.out.accept("%s is up (%d s).".formatted(part.name(), seconds(start)));
		}
		catch (IOException ex) {
			throw part.died("cannot be started (" + ex.getMessage() + ")");
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new PlatformFailure("Interrupted while starting " + part.name() + ".", ex);
		}
		finally {
			reporter.interrupt();
		}
	}

	private void report(Part part, long start) {
		try {
			while (true) {
				Thread.sleep(10_000);
				this.out.accept("Starting %s... %d s".formatted(part.name(), seconds(start)));
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void watch(Part part) {
		part.find().ifPresent((process) -> process.onExit().thenRunAsync(() -> restart(part)));
	}

	private void restart(Part part) {
		if (isStopping()) {
			return;
		}
		this.out.accept(part.died("has stopped").getMessage());
		if (this.restarts.merge(part.name(), 1, Integer::sum) > 3) {
			this.out.accept(part.name() + " has stopped too often and is left as it is.");
			return;
		}
		try {
			bringUp(part);
			watch(part);
		}
		catch (PlatformFailure ex) {
			if (!isStopping()) {
				this.out.accept(ex.getMessage());
			}
		}
	}

	private static long seconds(long start) {
		return Duration.ofNanos(System.nanoTime() - start).toSeconds();
	}

	private static JavaPart openSearch(LocalDirectory directory, Ports ports, boolean test) {
		Path program = Path.of("src/test/opensearch/OpenSearchServer.java").toAbsolutePath();
		return new JavaPart(directory, "opensearch", "OpenSearch", Map.of(ports.openSearch(), "OpenSearch"),
				List.of("-Xms256m", "-Xmx1g", "-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED",
						"-cp", LocalDirectory.openSearchClassPath(), program.toString(),
						directory.openSearch().toString(), Integer.toString(ports.openSearch()),
						test ? "volatile" : "durable"),
				Map.of(), URI.create("http://127.0.0.1:" + ports.openSearch() + "/_cluster/health"));
	}

	private static JavaPart camunda(LocalDirectory directory, Ports ports, boolean test) {
		Path distribution = LocalDirectory.camundaDistribution();
		String searchStore = "http://127.0.0.1:" + ports.openSearch();
		Map<String, String> environment = new HashMap<>();
		environment.put("ZEEBE_BROKER_DATA_DIRECTORY", directory.camunda().resolve("data").toString());
		environment.put("ZEEBE_BROKER_DATA_LOGSEGMENTSIZE", test ? "32MB" : "128MB");
		environment.put("ZEEBE_BROKER_DATA_DISK_FREESPACE_PROCESSING", "512MB");
		environment.put("ZEEBE_BROKER_DATA_DISK_FREESPACE_REPLICATION", "256MB");
		environment.put("ZEEBE_BROKER_NETWORK_HOST", "127.0.0.1");
		environment.put("ZEEBE_BROKER_NETWORK_COMMANDAPI_PORT", Integer.toString(ports.zeebeCommands()));
		environment.put("ZEEBE_BROKER_NETWORK_INTERNALAPI_PORT", Integer.toString(ports.zeebeCluster()));
		environment.put("ZEEBE_BROKER_CLUSTER_INITIALCONTACTPOINTS", "127.0.0.1:" + ports.zeebeCluster());
		environment.put("ZEEBE_BROKER_GATEWAY_NETWORK_HOST", "127.0.0.1");
		environment.put("ZEEBE_BROKER_GATEWAY_NETWORK_PORT", Integer.toString(ports.grpc()));
		environment.put("ZEEBE_BROKER_EXPORTERS_OPENSEARCH_CLASSNAME",
				"io.camunda.zeebe.exporter.opensearch.OpensearchExporter");
		environment.put("ZEEBE_BROKER_EXPORTERS_OPENSEARCH_ARGS_URL", searchStore);
		environment.put("ZEEBE_BROKER_EXPORTERS_OPENSEARCH_ARGS_BULK_DELAY", "1");
		if (test) {
			// The delay counts in Zeebe's time, which tests move.
			environment.put("ZEEBE_BROKER_EXPORTERS_OPENSEARCH_ARGS_BULK_SIZE", "1");
			// The limit is learnt from answering times, which a slow machine and a moved
			// clock make long: it would fall until it refuses a single request.
			environment.put("ZEEBE_BROKER_FLOWCONTROL_REQUEST_ENABLED", "false");
			// What was written survives a kill all the same, though not a power cut.
			environment.put("ZEEBE_BROKER_CLUSTER_RAFT_FLUSH_ENABLED", "false");
		}
		environment.put("ZEEBE_CLOCK_CONTROLLED", Boolean.toString(test));
		environment.put("CAMUNDA_DATABASE_TYPE", "opensearch");
		environment.put("CAMUNDA_DATABASE_URL", searchStore);
		for (String application : List.of("OPERATE", "TASKLIST")) {
			environment.put("CAMUNDA_" + application + "_DATABASE", "opensearch");
			environment.put("CAMUNDA_" + application + "_OPENSEARCH_URL", searchStore);
			environment.put("CAMUNDA_" + application + "_ZEEBEOPENSEARCH_URL", searchStore);
			environment.put("CAMUNDA_" + application + "_ZEEBE_GATEWAYADDRESS", "127.0.0.1:" + ports.grpc());
			environment.put("CAMUNDA_" + application + "_CSRFPREVENTIONENABLED", "false");
			// The default of some seconds makes people wait for the next task. In benches
			// nobody does, and looking ten times a second takes half a core.
			String pause = test ? System.getProperty("estafette.importers", "100") : "500";
			environment.put("CAMUNDA_" + application + "_IMPORTER_READERBACKOFF", pause);
			environment.put("CAMUNDA_" + application + "_IMPORTER_SCHEDULERBACKOFF", pause);
		}
		environment.put("CAMUNDA_TASKLIST_ZEEBE_RESTADDRESS", "http://127.0.0.1:" + ports.zeebeRest());
		environment.put("SERVER_ADDRESS", "127.0.0.1");
		environment.put("SERVER_PORT", Integer.toString(ports.camundaWeb()));
		environment.put("MANAGEMENT_SERVER_ADDRESS", "127.0.0.1");
		environment.put("MANAGEMENT_SERVER_PORT", Integer.toString(ports.management()));
		environment.put("MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE", "*");
		List<String> arguments = new ArrayList<>(List.of("-Xms256m", "-Xmx1g", "-XX:+ExitOnOutOfMemoryError",
				"-Dfile.encoding=UTF-8", "-Dapp.home=" + directory.camunda(), "-Dbasedir=" + directory.camunda(), "-cp",
				distribution.resolve("config") + File.pathSeparator + distribution.resolve("lib") + File.separator
						+ "*",
				"io.camunda.application.StandaloneCamunda"));
		Map<Integer, String> used = new LinkedHashMap<>();
		used.put(ports.camundaWeb(), "Camunda (Tasklist and Operate)");
		used.put(ports.management(), "Camunda (management)");
		used.put(ports.grpc(), "Camunda (Zeebe, gRPC)");
		used.put(ports.zeebeCommands(), "Camunda (Zeebe, commands)");
		used.put(ports.zeebeCluster(), "Camunda (Zeebe, cluster)");
		return new JavaPart(directory, "camunda", "Camunda", used, arguments, environment,
				URI.create("http://127.0.0.1:" + ports.management() + "/actuator/health/readiness"));
	}

	private static JavaPart restGateway(LocalDirectory directory, Ports ports) {
		return new JavaPart(directory, "rest-gateway", "REST gateway",
				Map.of(ports.zeebeRest(), "Camunda (REST without login)"),
				LocalEstafette.childArguments("128m", "rest-gateway", Integer.toString(ports.zeebeRest()),
						"http://127.0.0.1:" + ports.camundaWeb(), "http://127.0.0.1:" + ports.openSearch()),
				Map.of(), URI.create("http://127.0.0.1:" + ports.zeebeRest() + "/health"));
	}

	private static JavaPart mailCatcher(LocalDirectory directory, Ports ports) {
		Map<Integer, String> used = new LinkedHashMap<>();
		used.put(ports.smtp(), "the mail catcher (SMTP)");
		used.put(ports.imap(), "the mail catcher (IMAP)");
		used.put(ports.mailPage(), "the mail catcher (its page)");
		return new JavaPart(directory, "mail-catcher", "Mail catcher", used,
				LocalEstafette.childArguments("256m", "mail-catcher", Integer.toString(ports.smtp()),
						Integer.toString(ports.imap()), Integer.toString(ports.mailPage())),
				Map.of(), URI.create("http://127.0.0.1:" + ports.mailPage() + "/health"));
	}

}
