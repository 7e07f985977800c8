package io.estafette.process.support;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.estafette.local.PlatformAddresses;

/**
 * Camunda 8.6's own addresses. Its REST interface shares Tasklist's login: this class
 * logs in as the user {@code demo}.
 */
final class CamundaServer {

	private final PlatformAddresses platform;

	private final HttpClient http = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.cookieHandler(new CookieManager())
		.build();

	CamundaServer(PlatformAddresses platform) {
		this.platform = platform;
	}

	Answer rest(Call call) throws IOException {
		Answer answer = send(this.platform.camundaWeb(), call);
		if (answer.status() != 401) {
			return answer;
		}
		login();
		return send(this.platform.camundaWeb(), call);
	}

	Answer management(Call call) throws IOException {
		return send(this.platform.management(), call);
	}

	/** The search store, which needs no login. */
	Answer searchStore(Call call) throws IOException {
		return send(this.platform.openSearch(), call);
	}

	private void login() throws IOException {
		Answer answer = send(this.platform.camundaWeb(), new Call("POST", "/api/login",
				"application/x-www-form-urlencoded", "username=demo&password=demo".getBytes()));
		if (answer.status() != 204) {
			throw new IOException("Camunda refuses the login demo: " + answer.status());
		}
	}

	private Answer send(URI server, Call call) throws IOException {
		HttpRequest request = HttpRequest.newBuilder(server.resolve(call.path()))
			.timeout(Duration.ofSeconds(60))
			.header("Content-Type", call.contentType())
			.method(call.method(), BodyPublishers.ofByteArray(call.body()))
			.build();
		try {
			HttpResponse<byte[]> response = this.http.send(request, BodyHandlers.ofByteArray());
			return new Answer(response.statusCode(),
					response.headers().firstValue("Content-Type").orElse("application/json"), response.body());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException(ex);
		}
	}

	/**
	 * A request.
	 *
	 * @param path with query
	 */
	record Call(String method, String path, String contentType, byte[] body) {

		static Call json(String method, String path, Object body) {
			return new Call(method, path, "application/json", body.toString().getBytes());
		}

	}

	record Answer(int status, String contentType, byte[] body) {

		static Answer json(int status, Object body) {
			return new Answer(status, "application/json", body.toString().getBytes());
		}

		static Answer problem(int status, String detail) {
			ObjectNode problem = ExportedRecords.JSON.createObjectNode()
				.put("type", "about:blank")
				.put("title", "Camunda Process Test adapter")
				.put("status", status)
				.put("detail", detail);
			return new Answer(status, "application/problem+json", problem.toString().getBytes());
		}

	}

}
