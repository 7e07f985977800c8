package io.estafette.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;

import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * The demonstration's HR users in Tasklist and Operate. Camunda 8.6 keeps its users in
 * the search store and offers no other way to add one.
 */
final class HrLogins {

	/** The password of every login of the demonstration. */
	static final String PASSWORD = "demo";

	/** Login and name that people read. */
	static final Map<String, String> NAMES = Map.of("claire.martin", "Claire Martin", "paul.bernard", "Paul Bernard",
			"nadia.leroy", "Nadia Leroy", "hugo.petit", "Hugo Petit", "admin", "Administrateur");

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private static final ObjectMapper JSON = new ObjectMapper();

	private HrLogins() {
	}

	/**
	 * Adds the users that are missing.
	 * @param openSearch the search store, after Camunda has made its indices
	 */
	static void register(URI openSearch) {
		try {
			String found = send(HttpRequest.newBuilder(openSearch.resolve("/_cat/indices?h=index")).build());
			// Each application has other indices with names like it
			// (`operate-user-task-...`).
			List<String> indices = found.lines()
				.filter((name) -> name.matches("(operate|tasklist)-user-\\d.*"))
				.toList();
			PasswordEncoder encoder = PasswordEncoderFactories.createDelegatingPasswordEncoder();
			for (String index : indices) {
				for (Map.Entry<String, String> user : NAMES.entrySet()) {
					Map<String, Object> document = Map.of("id", user.getKey(), "userId", user.getKey(), "displayName",
							user.getValue(), "password", encoder.encode(PASSWORD), "roles",
							List.of(user.getKey().equals("admin") ? "OWNER" : "OPERATOR"));
					send(HttpRequest
						.newBuilder(openSearch.resolve("/" + index + "/_create/" + user.getKey() + "?refresh=true"))
						.header("Content-Type", "application/json")
						.PUT(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(document)))
						.build());
				}
			}
		}
		catch (IOException ex) {
			throw new PlatformFailure("The logins of the demonstration cannot be added: " + ex.getMessage(), ex);
		}
	}

	private static String send(HttpRequest request) throws IOException {
		try {
			HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
			boolean exists = response.statusCode() == 409;
			if (response.statusCode() >= 300 && !exists) {
				throw new IOException(request.uri() + " answered " + response.statusCode() + ": " + response.body());
			}
			return response.body();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new PlatformFailure("Interrupted while adding the logins of the demonstration.", ex);
		}
	}

}
