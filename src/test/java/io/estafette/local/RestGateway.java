package io.estafette.local;

import java.io.IOException;
import java.io.OutputStream;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Zeebe's REST interface without login, for Tasklist alone. Tasklist 8.6 completes user
 * tasks over REST without a login of its own, but in the distribution that has everything
 * in one, that interface asks for Tasklist's login: so this logs in and forwards. Like
 * Zeebe's gRPC port it is bound to the loopback address.
 */
final class RestGateway {

	private final URI camunda;

	private final HttpClient http = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.cookieHandler(new CookieManager())
		.build();

	private RestGateway(URI camunda) {
		this.camunda = camunda;
	}

	/**
	 * Runs until the process is ended.
	 * @param port where it listens
	 * @param camunda where Tasklist listens
	 */
	static void run(int port, URI camunda) throws IOException, InterruptedException {
		RestGateway gateway = new RestGateway(camunda);
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
			byte[] body = exchange.getRequestBody().readAllBytes();
			HttpResponse<byte[]> response = send(exchange, body);
			if (response.statusCode() == 401) {
				login();
				response = send(exchange, body);
			}
			exchange.getResponseHeaders()
				.set("Content-Type", response.headers().firstValue("Content-Type").orElse("application/json"));
			byte[] answer = response.body();
			exchange.sendResponseHeaders(response.statusCode(), (answer.length == 0) ? -1 : answer.length);
			if (answer.length > 0) {
				try (OutputStream out = exchange.getResponseBody()) {
					out.write(answer);
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private HttpResponse<byte[]> send(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
		return this.http.send(HttpRequest.newBuilder(this.camunda.resolve(exchange.getRequestURI().toString()))
			.timeout(Duration.ofSeconds(30))
			.header("Content-Type", "application/json")
			.method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body))
			.build(), BodyHandlers.ofByteArray());
	}

	private void login() throws IOException, InterruptedException {
		this.http.send(HttpRequest.newBuilder(this.camunda.resolve("/api/login"))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString("username=demo&password=demo", StandardCharsets.UTF_8))
			.build(), BodyHandlers.discarding());
	}

}
