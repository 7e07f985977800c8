package io.estafette.process.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.estafette.local.PlatformAddresses;
import io.estafette.local.TestPlatform;
import io.estafette.local.camunda.CamundaRest;
import io.estafette.local.camunda.CamundaServer;
import io.estafette.local.camunda.CamundaServer.Answer;
import io.estafette.local.camunda.CamundaServer.Call;
import io.estafette.local.camunda.ExportedRecords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between Camunda Process Test 8.8 and the Camunda 8.6 of the test platform, one
 * for the whole run. It answers the searches that 8.6 lacks, moves the clock, stands in
 * for the purge, and passes everything else on.
 */
final class CamundaAdapter {

	private static final Logger log = LoggerFactory.getLogger(CamundaAdapter.class);

	private final ZeebeClock clock = new ZeebeClock();

	private final AtomicLong purges = new AtomicLong();

	private final CamundaServer server;

	private final CamundaRest rest;

	private final Purge purge;

	private final HttpServer http;

	private CamundaAdapter(CamundaServer server) throws IOException {
		this.server = server;
		this.rest = new CamundaRest(server);
		this.purge = new Purge(server, this.rest.records(), this.rest.projections());
		this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
		this.http.createContext("/", this::handle);
	}

	/** The run's adapter; the platform starts if it does not run yet. */
	static CamundaAdapter get() {
		return Holder.ADAPTER;
	}

	/** Where REST and management requests go. */
	URI address() {
		return URI.create("http://127.0.0.1:" + this.http.getAddress().getPort());
	}

	/** Zeebe's clock, for the application. */
	Clock clock() {
		return this.clock;
	}

	private void handle(HttpExchange exchange) throws IOException {
		Answer answer;
		try (exchange) {
			Call call = new Call(exchange.getRequestMethod(), exchange.getRequestURI().toString(),
					Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type"))
						.orElse("application/json"),
					exchange.getRequestBody().readAllBytes());
			try {
				answer = answer(call);
			}
			catch (UnsupportedOperationException ex) {
				answer = Answer.problem(400, ex.getMessage());
			}
			catch (IOException | RuntimeException ex) {
				log.warn("{} {} failed", call.method(), call.path(), ex);
				answer = Answer.problem(500, ex.toString());
			}
			exchange.getResponseHeaders().set("Content-Type", answer.contentType());
			exchange.sendResponseHeaders(answer.status(), (answer.body().length > 0) ? answer.body().length : -1);
			exchange.getResponseBody().write(answer.body());
		}
	}

	private Answer answer(Call call) throws IOException {
		String request = call.method() + " " + call.path();
		switch (request) {
			case "GET /v2/topology" -> {
				return topology(call);
			}
			case "POST /actuator/cluster/purge" -> {
				this.purge.run();
				return Answer.json(202,
						ExportedRecords.JSON.createObjectNode().put("changeId", this.purges.incrementAndGet()));
			}
			case "POST /actuator/clock/add" -> {
				// First ours: what a timer sets off must find the application's clock
				// moved.
				this.clock
					.move(Duration.ofMillis(ExportedRecords.JSON.readTree(call.body()).path("offsetMilli").asLong()));
				return this.server.management(call);
			}
			case "DELETE /actuator/clock" -> {
				// Time only goes on: set back, Zeebe's own timers (job time-outs, health)
				// would sleep until the moved time has come.
				return this.server.management(new Call("GET", call.path(), call.contentType(), new byte[0]));
			}
			default -> {
				return call.path().startsWith("/actuator/") ? this.server.management(call) : this.rest.answer(call);
			}
		}
	}

	private Answer topology(Call call) throws IOException {
		Answer answer = this.server.rest(call);
		if (answer.status() != 200) {
			return answer;
		}
		ObjectNode topology = (ObjectNode) ExportedRecords.JSON.readTree(answer.body());
		// A clock that is moved makes Zeebe believe for a minute that something is
		// blocked.
		topology.findParents("health").forEach((partition) -> ((ObjectNode) partition).put("health", "healthy"));
		return Answer.json(200, topology.put("lastCompletedChangeId", this.purges.toString()));
	}

	private static final class Holder {

		static final CamundaAdapter ADAPTER = start();

		private static CamundaAdapter start() {
			try {
				PlatformAddresses platform = TestPlatform.get();
				CamundaAdapter adapter = new CamundaAdapter(
						new CamundaServer(platform.camundaWeb(), platform.management(), platform.openSearch()));
				adapter.http.start();
				return adapter;
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
