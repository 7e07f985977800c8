package io.estafette.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.estafette.local.camunda.CamundaRest;
import io.estafette.local.camunda.CamundaServer;
import io.estafette.local.camunda.CamundaServer.Answer;
import io.estafette.local.camunda.CamundaServer.Call;

/**
 * Camunda's REST interface without login, for Tasklist and the application. Tasklist 8.6
 * completes user tasks over REST without a login of its own, but in the distribution that
 * has everything in one, that interface asks for Tasklist's login: so this logs in and
 * forwards. The application asks for what only 8.8 answers. Like Zeebe's gRPC port it is
 * bound to the loopback address.
 */
final class RestGateway {

	private final CamundaRest camunda;

	private RestGateway(CamundaRest camunda) {
		this.camunda = camunda;
	}

	/**
	 * Runs until the process is ended.
	 * @param port where it listens
	 * @param camunda where Tasklist listens
	 * @param openSearch the search store
	 */
	static void run(int port, URI camunda, URI openSearch) throws IOException, InterruptedException {
		RestGateway gateway = new RestGateway(new CamundaRest(new CamundaServer(camunda, camunda, openSearch)));
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
		server.setExecutor(Executors.newFixedThreadPool(4));
		server.createContext("/health", RestGateway::healthy);
		server.createContext("/v1/", gateway::forward);
		server.createContext("/v2/", gateway::forward);
		server.start();
		Thread.currentThread().join();
	}

	private static void healthy(HttpExchange exchange) throws IOException {
		exchange.sendResponseHeaders(200, -1);
		exchange.close();
	}

	private void forward(HttpExchange exchange) throws IOException {
		try (exchange) {
			Answer answer = answer(new Call(exchange.getRequestMethod(), exchange.getRequestURI().toString(),
					Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type"))
						.orElse("application/json"),
					exchange.getRequestBody().readAllBytes()));
			exchange.getResponseHeaders().set("Content-Type", answer.contentType());
			exchange.sendResponseHeaders(answer.status(), (answer.body().length > 0) ? answer.body().length : -1);
			exchange.getResponseBody().write(answer.body());
		}
	}

	private Answer answer(Call call) throws IOException {
		try {
			return this.camunda.answer(call);
		}
		catch (UnsupportedOperationException ex) {
			return Answer.problem(400, ex.getMessage());
		}
	}

}
