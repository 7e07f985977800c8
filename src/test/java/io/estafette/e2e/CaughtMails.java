package io.estafette.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.estafette.local.PlatformAddresses;

import static org.awaitility.Awaitility.await;

/** The mails that the platform has caught, read as the people they are for would. */
final class CaughtMails {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final HttpClient http = HttpClient.newHttpClient();

	private final URI page;

	CaughtMails(PlatformAddresses platform) {
		this.page = platform.mailPage();
	}

	/** The latest mail to this address, as soon as there is one. */
	String latest(String address) {
		return await().atMost(PATIENCE).until(() -> {
			JsonNode mails = list(address);
			return mails.isEmpty() ? null : mail(mails.get(0));
		}, (mail) -> mail != null);
	}

	/** What stands in the group, in the latest mail in which the words stand. */
	String find(String address, Pattern words) {
		return await().atMost(PATIENCE).until(() -> {
			for (JsonNode mail : list(address)) {
				Matcher found = words.matcher(mail(mail));
				if (found.find()) {
					return found.group(1);
				}
			}
			return null;
		}, (found) -> found != null);
	}

	private JsonNode list(String address) throws IOException, InterruptedException {
		return new ObjectMapper().readTree(get("/api/mails?to=" + address));
	}

	private String mail(JsonNode listed) throws IOException, InterruptedException {
		return get("/api/mail?id=" + URLEncoder.encode(listed.get("id").asText(), StandardCharsets.UTF_8));
	}

	private String get(String path) throws IOException, InterruptedException {
		return this.http.send(HttpRequest.newBuilder(URI.create(this.page + path)).build(), BodyHandlers.ofString())
			.body();
	}

}
