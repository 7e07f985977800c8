package io.estafette.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;

import static org.assertj.core.api.Assertions.assertThat;

class TestPlatformTests {

	private final HttpClient http = HttpClient.newHttpClient();

	@ParameterizedTest
	@ValueSource(strings = { "claire.martin", "paul.bernard", "nadia.leroy", "hugo.petit", "admin" })
	void hrUsersLogInToTasklistAndOperate(String login) throws Exception {
		URI address = TestPlatform.get().camundaWeb().resolve("/api/login");
		HttpResponse<String> response = this.http.send(HttpRequest.newBuilder(address)
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers.ofString("username=" + login + "&password=demo"))
			.build(), HttpResponse.BodyHandlers.ofString());
		assertThat(response.statusCode()).isEqualTo(204);
	}

	@Test
	void aStartedPartIsFoundAgain() {
		TestPlatform.get();
		LocalDirectory directory = TestRun.directory();
		assertThat(List.of("opensearch", "camunda", "rest-gateway", "mail-catcher"))
			.allSatisfy((id) -> assertThat(directory.pidFile(id).process()).isPresent());
		assertThat(TestDatabase.server().find()).isPresent();
	}

	/** Tasklist writes such a time; it must not stop its import. */
	@Test
	void aTaskMadeInAFullSecondIsTaken() throws Exception {
		URI index = TestPlatform.get().openSearch().resolve("/tasklist-list-view-8.6.0_/_doc/full-second?refresh=true");
		HttpRequest.Builder request = HttpRequest.newBuilder(index).header("Content-Type", "application/json");
		HttpResponse<String> answer = this.http.send(
				request.PUT(HttpRequest.BodyPublishers.ofString("{\"creationTime\":\"2026-12-24T17:37:57Z\"}")).build(),
				HttpResponse.BodyHandlers.ofString());
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
		this.http.send(request.DELETE().build(), HttpResponse.BodyHandlers.discarding());
	}

	/** Tasklist asks so of every index of archived tasks, or does not start again. */
	@Test
	void anArchivedIndexHasNoPolicy() throws Exception {
		URI policies = TestPlatform.get().openSearch().resolve("/_plugins/_ism/explain/tasklist-task-8.5.0_2026-11-23");
		HttpResponse<String> answer = this.http.send(HttpRequest.newBuilder(policies).build(),
				HttpResponse.BodyHandlers.ofString());
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		assertThat(answer.body()).contains("\"tasklist-task-8.5.0_2026-11-23\":{").doesNotContain("\"policy_id\"");
	}

	@Test
	void aMailIsCaughtAndShownWithoutRunningIt() throws Exception {
		PlatformAddresses addresses = TestPlatform.get();
		JavaMailSenderImpl sender = new JavaMailSenderImpl();
		sender.setHost("127.0.0.1");
		sender.setPort(addresses.smtpPort());
		var message = sender.createMimeMessage();
		MimeMessageHelper helper = new MimeMessageHelper(message, true, "UTF-8");
		helper.setFrom("rh@horizon.example", "Horizon Intérim");
		helper.setTo("test.platform@salarie.example");
		helper.setSubject("Été <b>");
		helper.setText("Bonjour Éric", "<p>Bonjour <b>Éric</b></p><script>alert(1)</script>");
		sender.send(message);

		String list = get(addresses.mailPage().resolve("/api/mails?to=test.platform@salarie.example")).body();
		assertThat(list).contains("\"subject\":\"Été <b>\"").contains("Horizon Intérim");
		String page = "/mail?id=test.platform@salarie.example:1";
		assertThat(get(addresses.mailPage().resolve(page)).body()).contains("Été &lt;b&gt;")
			.contains("Bonjour Éric")
			.contains("sandbox=")
			.doesNotContain("<script");
		HttpResponse<String> html = get(addresses.mailPage().resolve(page.replace("/mail?", "/mail/html?")));
		assertThat(html.body()).contains("Bonjour <b>Éric</b>");
		assertThat(html.headers().firstValue("Content-Security-Policy").orElse("")).contains("default-src 'none'")
			.contains("sandbox")
			.doesNotContain("allow-scripts");
	}

	private HttpResponse<String> get(URI address) throws IOException, InterruptedException {
		return this.http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
	}

}
