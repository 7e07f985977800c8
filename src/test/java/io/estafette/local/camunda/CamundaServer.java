package io.estafette.local.camunda;

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

/**
 * Camunda 8.6's own addresses. Its REST interface shares Tasklist's login: this class
 * logs in as the user {@code demo}.
 */
public final class CamundaServer {

	private final URI web;

	private final URI management;

	private final URI openSearch;

	private final HttpClient http = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.cookieHandler(new CookieManager())
		.build();

	/**
	 * Nothing is asked yet.
	 * @param web where Tasklist, Operate and the REST interface listen
	 * @param management where the actuator listens
	 * @param openSearch the search store
	 */
	public CamundaServer(URI web, URI management, URI openSearch) {
		this.web = web;
		this.management = management;
		this.openSearch = openSearch;
	}

	/** The REST interface, after a login. */
	public Answer rest(Call call) throws IOException {
		Answer answer = send(this.web, call);
		if (answer.status() != 401) {
			return answer;
		}
		login();
		return send(this.web, call);
	}

	/** The actuator. */
	public Answer management(Call call) throws IOException {
		return send(this.management, call);
	}

	/** The search store, which needs no login. */
	Answer searchStore(Call call) throws IOException {
		return send(this.openSearch, call);
	}

	private void login() throws IOException {
		Answer answer = send(this.web, new Call("POST", "/api/login", "application/x-www-form-urlencoded",
				"username=demo&password=demo".getBytes()));
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
	public record Call(String method, String path, String contentType, byte[] body) {

		/** A request with a JSON body. */
		public static Call json(String method, String path, Object body) {
			return new Call(method, path, "application/json", body.toString().getBytes());
		}

	}

	/** What came back. */
	public record Answer(int status, String contentType, byte[] body) {

		/** An answer with a JSON body. */
		public static Answer json(int status, Object body) {
			return new Answer(status, "application/json", body.toString().getBytes());
		}

		/** A refusal as problem details. */
		public static Answer problem(int status, String detail) {
			ObjectNode problem = ExportedRecords.JSON.createObjectNode()
				.put("type", "about:blank")
				.put("title", "Camunda Process Test adapter")
				.put("status", status)
				.put("detail", detail);
			return new Answer(status, "application/problem+json", problem.toString().getBytes());
		}

	}

}
