package io.estafette.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.estafette.local.PlatformAddresses;
import io.estafette.local.TestDatabase;
import io.estafette.local.TestPlatform;
import io.estafette.support.ApplicationProcess;
import io.estafette.support.LargeAgency;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What 10,000 open requests to sign cost while nobody does anything (D4): a quiet minute
 * with them beside a quiet minute without any, in the same application and the same
 * Camunda. {@code -Destafette.requests=…} makes it smaller, {@code -Destafette.quiet=…}
 * shorter (seconds). The README says how to run it.
 */
class OpenSignaturesBench {

	private static final int REQUESTS = Integer.getInteger("estafette.requests", 10_000);

	private static final Duration QUIET = Duration.ofSeconds(Integer.getInteger("estafette.quiet", 60));

	/** Sent before anything is measured, so that both minutes are those of a warm JVM. */
	private static final int WARM = 200;

	/** How long to wait at most until what came before has calmed down. */
	private static final Duration CALM = Duration.ofMinutes(10);

	/**
	 * Milliseconds of CPU in a second: the importers of Tasklist and Operate rest at
	 * this.
	 */
	private static final double CALM_CPU = 200;

	private static final Duration SLICE = Duration.ofSeconds(30);

	private static final Duration PATIENCE = Duration.ofMinutes(30);

	private static final String APPLICATION = "CPU of the application (ms)";

	private static final String CAMUNDA = "CPU of Camunda (ms)";

	private final PlatformAddresses platform = TestPlatform.get();

	private final JdbcClient jdbc;

	private final Map<String, String> properties = new HashMap<>(this.platform.properties());

	OpenSignaturesBench() {
		String database = TestDatabase.create();
		this.jdbc = JdbcClient.create(new DriverManagerDataSource(database, TestDatabase.USER, ""));
		this.properties.put("spring.datasource.url", database);
	}

	@Test
	void cost() throws Exception {
		try (CountingMailServer mails = new CountingMailServer()) {
			this.properties.put("spring.mail.port", Integer.toString(mails.port()));
			try (ApplicationProcess application = new ApplicationProcess("bench-open-signatures", this.properties)) {
				application.start();
				List<String> people = LargeAgency.employees(this.jdbc, Math.max(REQUESTS, WARM));
				application.send(people.subList(0, WARM), 1);
				awaitServed(mails, WARM);
				Map<String, Double> without = quiet(application, mails, CALM_CPU);

				long start = System.nanoTime();
				application.send(people.subList(0, REQUESTS), 1, "TO_SIGN");
				await().atMost(PATIENCE)
					.pollInterval(Duration.ofSeconds(1))
					.until(() -> count("signature_request where process_instance_key is not null"),
							(asked) -> asked == REQUESTS);
				awaitServed(mails, WARM + REQUESTS);
				double asking = (System.nanoTime() - start) / 1e9;
				Map<String, Double> with = quiet(application, mails, 1.2 * without.get(CAMUNDA));

				assertThat(count("signature_request where state = 'REQUESTED'")).isEqualTo(REQUESTS);
				System.out.printf("%d requests to sign in %.0f s: %.0f per second%n", REQUESTS, asking,
						REQUESTS / asking);
				System.out.printf("%-40s %12s %12s %8s%n", "in a quiet second, with so many open", 0, REQUESTS,
						"ratio");
				with.forEach((what, value) -> System.out.printf("%-40s %12.2f %12.2f %8s%n", what, without.get(what),
						value, (without.get(what) > 0) ? "%.2f".formatted(value / without.get(what)) : "-"));
			}
		}
	}

	private void awaitServed(CountingMailServer mails, int people) {
		await().atMost(PATIENCE)
			.pollInterval(Duration.ofSeconds(1))
			.until(() -> mails.received() >= people && count("outgoing_mail where state <> 'SENT'") == 0
					&& count("event_publication") == 0 && count("journal_entry where hash is null") == 0);
	}

	/**
	 * Waits until half a minute is about as quiet as asked for: what was done before has
	 * then reached the search store and Operate. Then measures.
	 */
	private Map<String, Double> quiet(ApplicationProcess application, CountingMailServer mails, double camunda)
			throws Exception {
		long deadline = System.nanoTime() + CALM.toNanos();
		while (measured(application, mails, SLICE).get(CAMUNDA) > camunda && System.nanoTime() < deadline) {
			// Not calm yet.
		}
		return measured(application, mails, QUIET);
	}

	private Map<String, Double> measured(ApplicationProcess application, CountingMailServer mails, Duration time)
			throws Exception {
		Map<String, Double> before = counters(application, mails);
		long start = System.nanoTime();
		TimeUnit.NANOSECONDS.sleep(time.toNanos());
		Map<String, Double> after = counters(application, mails);
		double seconds = (System.nanoTime() - start) / 1e9;
		after.replaceAll((what, value) -> (value - before.get(what)) / seconds);
		return after;
	}

	private Map<String, Double> counters(ApplicationProcess application, CountingMailServer mails) throws Exception {
		Map<String, Double> counters = new LinkedHashMap<>();
		counters.put(APPLICATION, cpu(application.handle()));
		counters.put(CAMUNDA, cpu(camunda()));
		this.jdbc.sql("""
				select xact_commit, tup_returned, tup_inserted + tup_updated + tup_deleted
				from pg_stat_database where datname = current_database()
				""").query((row) -> {
			counters.put("transactions", row.getDouble(1));
			counters.put("rows and index entries read", row.getDouble(2));
			counters.put("rows written", row.getDouble(3));
		});
		counters.put("jobs", jobs(application));
		counters.put("mails", (double) mails.received());
		return counters;
	}

	private static double cpu(ProcessHandle process) {
		return process.info().totalCpuDuration().orElseThrow().toNanos() / 1e6;
	}

	/** Its name stands behind a class path that is longer than what Java would tell. */
	private static ProcessHandle camunda() throws IOException {
		for (ProcessHandle process : ProcessHandle.current().descendants().toList()) {
			Path line = Path.of("/proc", Long.toString(process.pid()), "cmdline");
			if (Files.exists(line) && Files.readString(line).contains("io.camunda.application.")) {
				return process;
			}
		}
		throw new IllegalStateException("Camunda is not found: this needs Linux");
	}

	/** All that were worked so far, of every kind. */
	private static double jobs(ApplicationProcess application) throws Exception {
		URI metrics = application.address("/actuator/prometheus");
		try (HttpClient http = HttpClient.newHttpClient()) {
			return http.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
				.body()
				.lines()
				.filter((line) -> line.startsWith("estafette_job_seconds_count"))
				.mapToDouble((line) -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
				.sum();
		}
	}

	private int count(String what) {
		return this.jdbc.sql("select count(*) from " + what).query(Integer.class).single();
	}

}
