package io.estafette.e2e;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** An employee who signs on the pages, form by form: as a browser does, without one. */
final class Signer implements AutoCloseable {

	private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

	private final HttpClient http = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

	private final Function<String, URI> application;

	private final String login;

	private final List<UUID> documents;

	/** Where the digits are typed in. */
	private String page = "";

	/**
	 * Nobody is signed in yet.
	 * @param application where a path leads
	 * @param documents what there is to sign, of one hand-over
	 */
	Signer(Function<String, URI> application, String login, List<UUID> documents) {
		this.application = application;
		this.login = login;
		this.documents = documents;
	}

	String login() {
		return this.login;
	}

	List<UUID> documents() {
		return this.documents;
	}

	/** Signs in and reads everything. */
	void reads() throws IOException, InterruptedException {
		String next = post("/login", "/login", "username=" + this.login + "&password=demo");
		assertThat(next).doesNotContain("login");
		for (UUID document : this.documents) {
			HttpRequest request = HttpRequest
				.newBuilder(this.application.apply("/coffre/" + document + "/document.pdf"))
				.build();
			assertThat(this.http.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
		}
	}

	/** Agrees to all, and has a code sent; returns its id. */
	UUID asksForACode() throws IOException, InterruptedException {
		String asking = "/coffre/" + this.documents.getFirst() + "/signer";
		String next = post(asking, asking + "/code", "consent=true&"
				+ this.documents.stream().map((document) -> "documents=" + document).collect(Collectors.joining("&")));
		assertThat(next).matches(".*/signer/[0-9a-f-]{36}");
		this.page = next.substring(next.indexOf("/coffre/"));
		return UUID.fromString(next.substring(next.length() - 36));
	}

	/** Types the code in, and has the answer. */
	void confirms(String digits) throws IOException, InterruptedException {
		post(this.page, this.page, "digits=" + digits);
	}

	/** Fills the form of a page in; returns where that leads. */
	private String post(String form, String action, String fields) throws IOException, InterruptedException {
		String shown = this.http
			.send(HttpRequest.newBuilder(this.application.apply(form)).build(), BodyHandlers.ofString())
			.body();
		Matcher token = TOKEN.matcher(shown);
		assertThat(token.find()).as(form).isTrue();
		HttpResponse<Void> answer = this.http.send(HttpRequest.newBuilder(this.application.apply(action))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers
				.ofString(fields + "&_csrf=" + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8)))
			.build(), BodyHandlers.discarding());
		assertThat(answer.statusCode()).as(action).isEqualTo(302);
		return answer.headers().firstValue("Location").orElseThrow();
	}

	@Override
	public void close() {
		this.http.close();
	}

}
