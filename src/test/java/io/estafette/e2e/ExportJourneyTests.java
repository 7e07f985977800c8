package io.estafette.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import io.estafette.campaign.CampaignId;
import io.estafette.campaign.ExecutiveFilter;
import io.estafette.campaign.LaunchedCampaigns;
import io.estafette.local.PlatformAddresses;
import io.estafette.local.TestPlatform;
import io.estafette.process.support.ProcessTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Claire asks for a file, gets a mail, signs in where it leads and downloads; a system
 * does the same over HTTP (C15).
 */
@ProcessTest
class ExportJourneyTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	@LocalServerPort
	private int port;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private AutowireCapableBeanFactory beans;

	@Autowired
	private Clock clock;

	private final PlatformAddresses platform = TestPlatform.get();

	private final HttpClient http = HttpClient.newHttpClient();

	@Test
	void aFileIsAskedForAndComesByMail() throws Exception {
		LocalDate today = LocalDate.ofInstant(this.clock.instant(), ZoneId.of("Europe/Paris"));
		CampaignId campaign = served(today);
		try (Browser browser = new Browser(this.port)) {
			Page claire = browser.visitor(1280, 900);
			claire.navigate("/diffusions/pilotee/" + campaign);
			Browser.fillLogin(claire, "claire.martin", "demo");
			claire.locator("#actions a[href$='/export']").click();
			claire.locator("#first").fill(today.toString());
			claire.locator("#last").fill(today.minusDays(1).toString());
			claire.getByText("Valider").click();
			assertThat(claire.locator("#messages")).containsText("La dernière date précède la première");
			claire.locator("#first").fill(today.toString());
			claire.locator("#last").fill(today.toString());
			claire.getByText("Valider").click();
			assertThat(claire.locator("#messages")).containsText("L'export est demandé");
			// The page looks again by itself.
			assertThat(claire.locator("#list .state")).hasText("Prêt");
			assertThat(claire.locator("#list")).containsText("une ligne");
			Browser.picture(claire, "export");

			String link = new CaughtMails(this.platform).find("claire.martin@rh.example",
					Pattern.compile("(?s)export est prêt.*?(/diffusions/pilotee/exports/[0-9a-f-]{36})"));
			Page phone = browser.visitor(390, 844);
			phone.navigate(link);
			Browser.fillLogin(phone, "claire.martin", "demo");
			Download file = phone.waitForDownload(() -> phone.getByText("Télécharger").click());
			assertThat(file.suggestedFilename()).isEqualTo("estafette-" + today + "-" + today + ".csv");
			assertThat(Files.readString(file.path())).startsWith("\uFEFFMatricule;Nom;Prénom;")
				.contains("\r\nH0002;Lefèvre;Éric;LYO;Lyon;")
				.endsWith(";Remis;\r\n");

			Page paul = browser.visitor(1280, 900);
			paul.navigate(link);
			Browser.fillLogin(paul, "paul.bernard", "demo");
			assertThat(paul.locator("main")).containsText("Page introuvable");
		}
		JsonNode export = overHttp(campaign, today);
		assertThat(export.at("/rows").asInt()).isEqualTo(1);
		assertThat(export.at("/expiresAt").asText()).isNotEmpty();
		assertThat(call("GET", "/exports/" + export.at("/id").asText() + "/content", null).body()).startsWith("PK");
	}

	private JsonNode overHttp(CampaignId campaign, LocalDate today) throws Exception {
		HttpResponse<String> asked = call("POST", "/campaigns/" + campaign + "/exports",
				"{\"from\":\"%s\",\"to\":\"%s\",\"format\":\"XLSX\"}".formatted(today, today));
		assertThat(asked.statusCode()).isEqualTo(202);
		String id = new ObjectMapper().readTree(asked.body()).at("/id").asText();
		return await().atMost(PATIENCE)
			.until(() -> new ObjectMapper().readTree(call("GET", "/exports/" + id, null).body()),
					(export) -> export.at("/state").asText().equals("READY"));
	}

	private HttpResponse<String> call(String method, String path, String body)
			throws IOException, InterruptedException {
		return this.http.send(HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + "/api/v1" + path))
			.header("Authorization", "Bearer demo-sirh-horizon")
			.header("Content-Type", "application/json")
			.method(method,
					(body != null) ? HttpRequest.BodyPublishers.ofString(body) : HttpRequest.BodyPublishers.noBody())
			.build(), BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
	}

	/** One person got its document today; its own process is left out. */
	private CampaignId served(LocalDate today) {
		CampaignId campaign = this.beans.createBean(LaunchedCampaigns.class)
			.launched("LYO", "P", ExecutiveFilter.ALL, "", this.clock.instant(), today, null, null);
		this.jdbc
			.sql("""
					update campaign set process_instance_key = floor(random() * 1e15), state = 'CLOSED', closed_at = launched_at
					where id = ?
					""")
			.param(campaign.value())
			.update();
		UUID hand = UUID.randomUUID();
		Timestamp now = Timestamp.from(this.clock.instant());
		this.jdbc.sql("""
				insert into hand_over (id, source_kind, source_id, ordinal, employee_id, node_id, sender_id, created_at,
				  handed_over_at)
				select :hand, 'CAMPAIGN', c.id, 1, e.id, c.target_id, c.author_id, :now, :now
				from campaign c, employee e where c.id = :campaign and e.matricule = 'H0002'
				""").param("hand", hand).param("now", now).param("campaign", campaign.value()).update();
		this.jdbc
			.sql("""
					insert into delivery (id, hand_over_id, source_id, employee_id, document_id, position, state, prepared_at,
					  handed_over_at, node_id, sender_id, type, search, origin, brought_by, matricule_key)
					select gen_random_uuid(), h.id, h.source_id, h.employee_id, cd.document_id, cd.position, 'HANDED_OVER',
					  h.created_at, h.handed_over_at, h.node_id, h.sender_id, 'SIMPLE', 'lefevre', 'CAMPAIGN',
					  'PAYSLIP', 'h0002'
					from hand_over h join campaign_document cd on cd.campaign_id = h.source_id where h.id = ?
					""")
			.param(hand)
			.update();
		return campaign;
	}

}
