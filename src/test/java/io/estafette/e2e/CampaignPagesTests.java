package io.estafette.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.SelectOption;
import io.estafette.campaign.CampaignId;
import io.estafette.campaign.Deposits;
import io.estafette.campaign.ExecutiveFilter;
import io.estafette.campaign.LaunchedCampaigns;
import io.estafette.campaign.MatchCampaigns;
import io.estafette.delivery.HandOverDocuments;
import io.estafette.delivery.HandOverId;
import io.estafette.delivery.NotifyRecipients;
import io.estafette.local.WithDatabase;
import io.estafette.samples.SamplePdfs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Someone who has never seen it sets a campaign up, launches, duplicates, closes and
 * follows it (C1-C14).
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "camunda.client.enabled=false")
@ActiveProfiles("demonstration")
@WithDatabase
class CampaignPagesTests {

	@LocalServerPort
	private int port;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private AutowireCapableBeanFactory beans;

	@Autowired
	private MatchCampaigns match;

	@Autowired
	private HandOverDocuments handOver;

	@Autowired
	private NotifyRecipients notifyRecipients;

	@Test
	void aCampaignIsLaunchedDuplicatedAndClosedOnThePages(@TempDir Path folder) throws IOException {
		this.jdbc.sql("truncate campaign cascade").update();
		Path notice = Files.write(folder.resolve("Consignes_2026.pdf"), SamplePdfs.letter());
		Path large = Files.write(folder.resolve("Trop grand.pdf"), SamplePdfs.safetyNotice());
		try (Browser browser = new Browser(this.port)) {
			Page page = browser.visitor(1280, 800);
			Browser.signIn(page, "claire.martin");
			page.locator(".side a[href='/diffusions/pilotee']").click();
			page.locator("#node").selectOption(new SelectOption().setLabel("Lyon (LYO)"));
			page.locator("main form.filter button").click();
			page.locator("main .heading button").click();
			// Nothing but the target is chosen: what is missing is said, and nothing is
			// lost.
			page.locator(".steps a", new Page.LocatorOptions().setHasText("Vérifier")).click();
			assertThat(page.locator("main .advice li")).hasCount(4);
			assertThat(page.locator("main .next button").first()).isDisabled();
			page.locator(".steps a", new Page.LocatorOptions().setHasText("Cible")).click();
			page.locator("#name").fill("Consignes d'été");
			page.locator("#kind").selectOption("SAFETY_INSTRUCTIONS");
			next(page);
			page.locator("#trigger-PAYSLIP").check();
			page.locator("#trigger-CONTRACT").check();
			page.locator("#executives-EXCEPT").check();
			page.locator("label", new Page.LocatorOptions().setHasText("EU-ACIER")).click();
			assertThat(
					page.locator("label", new Page.LocatorOptions().setHasText("EU-PAPIER")).locator("xpath=../input"))
				.isDisabled();
			page.locator("#retroactive").check();
			next(page);
			page.locator("#files").setInputFiles(large);
			assertThat(page.locator("#uploads .refused")).containsText("2 Mo");
			page.locator("#files").setInputFiles(notice);
			assertThat(page.locator(".documents input[name=name]")).hasValue("Consignes 2026");
			page.locator(".documents input[name=name]").fill("Consignes de sécurité");
			page.locator(".documents .row-form button").click();
			page.locator("main .next a.btn-primary").click();
			String today = LocalDate.now(ZoneId.of("Europe/Paris")).toString();
			page.locator("#start").fill(today);
			page.locator("button", new Page.LocatorOptions().setHasText("Sauvegarder")).click();
			// A draft is resumed from the list.
			page.locator("#drafts ~ .lines a.btn").click();
			assertThat(page.locator("main .advice")).hasCount(0);
			assertThat(page.locator("main")).containsText("Consignes de sécurité");
			page.locator("button", new Page.LocatorOptions().setHasText("Lancer la diffusion")).click();
			assertThat(page.locator("#messages")).containsText("en cours");
			assertThat(page.locator("h1")).hasText("Consignes d'été");
			page.locator("summary", new Page.LocatorOptions().setHasText("Dupliquer")).click();
			page.locator("#leaveOutServed").check();
			page.locator("button", new Page.LocatorOptions().setHasText("Créer le brouillon")).click();
			assertThat(page.locator("#name")).hasValue("Copie de Consignes d'été");
			page.locator(".steps a", new Page.LocatorOptions().setHasText("Vérifier")).click();
			// The first day, and the day to go back to.
			assertThat(page.locator("main .advice li")).hasCount(2);
			page.locator("summary", new Page.LocatorOptions().setHasText("Supprimer")).click();
			page.locator("button", new Page.LocatorOptions().setHasText("Supprimer le brouillon")).click();
			assertThat(page.locator("#messages")).containsText("supprimé");
			page.navigate("/diffusions/pilotee");
			page.locator("#node").selectOption(new SelectOption().setLabel("Lyon (LYO)"));
			page.locator("main form.filter button").click();
			page.locator("#running ~ .lines a.title").click();
			page.locator("summary", new Page.LocatorOptions().setHasText("Clôturer")).click();
			page.locator("button", new Page.LocatorOptions().setHasText("Clôturer la campagne")).click();
			assertThat(page.locator("main .state").first()).hasText("Clôturée");
		}
		assertThat(this.jdbc.sql("select state from campaign order by created_at").query(String.class).list())
			.containsExactly("CLOSED", "DELETED");
	}

	/** C9: a brand campaign is confirmed once more, with its figures. */
	@Test
	void aBrandCampaignAsksOnceMore(@TempDir Path folder) throws IOException {
		this.jdbc.sql("truncate campaign cascade").update();
		Path notice = Files.write(folder.resolve("Livret.pdf"), SamplePdfs.letter());
		try (Browser browser = new Browser(this.port)) {
			Page page = browser.visitor(390, 844);
			Browser.signIn(page, "claire.martin");
			page.navigate("/diffusions/pilotee?level=marque");
			page.locator("main .heading button").click();
			page.locator("#name").fill("Livret d'accueil");
			next(page);
			page.locator("#trigger-PAYSLIP").check();
			next(page);
			page.locator("#files").setInputFiles(notice);
			assertThat(page.locator(".documents input[name=name]")).hasValue("Livret");
			// C7: the box, which a new name leaves as it is.
			page.getByLabel("À signer").check();
			page.locator(".documents .row-form button").click();
			assertThat(page.getByLabel("À signer")).isChecked();
			page.locator(".documents input[name=name]").fill("Livret d'accueil");
			page.locator(".documents .row-form button").click();
			assertThat(page.locator(".documents input[name=name]")).hasValue("Livret d'accueil");
			assertThat(page.getByLabel("À signer")).isChecked();
			page.locator("main .next a.btn-primary").click();
			page.locator("#start").fill(LocalDate.now(ZoneId.of("Europe/Paris")).plusDays(2).toString());
			next(page);
			page.locator("button", new Page.LocatorOptions().setHasText("Lancer la diffusion")).click();
			assertThat(page.locator(".question")).containsText("3 agences et établissements, 73 salariés");
			assertThat(this.jdbc.sql("select state from campaign").query(String.class).single()).isEqualTo("DRAFT");
			page.locator("button", new Page.LocatorOptions().setHasText("Lancer pour toute la marque")).click();
			assertThat(page.locator("#messages")).containsText("programmée");
			page.locator("button", new Page.LocatorOptions().setHasText("Revenir au brouillon")).click();
			assertThat(page.locator("#messages")).containsText("de nouveau un brouillon");
		}
	}

	/**
	 * C12-C14: what happened, at a glance and person by person, and what to do about it.
	 */
	@Test
	void aCampaignIsFollowed() throws Exception {
		this.jdbc.sql("truncate campaign, deposit, hand_over, outgoing_mail cascade").update();
		Deposits deposits = this.beans.createBean(Deposits.class);
		LaunchedCampaigns campaigns = this.beans.createBean(LaunchedCampaigns.class);
		LocalDate today = LocalDate.now(ZoneId.of("Europe/Paris"));
		CampaignId served = campaigns.launched("LYO", "PC", ExecutiveFilter.ALL, "", Instant.now(), today, null, null);
		campaigns.drafted("LYO");
		List<UUID> stored = new ArrayList<>();
		for (int i = 1; i <= 12; i++) {
			stored.add(deposits.store((i % 4 == 0) ? "CONTRACT" : "PAYSLIP", "H00%02d".formatted(i), "LYO", null, null,
					Instant.now()));
		}
		this.match.of(stored);
		this.notifyRecipients.of(this.handOver.of(this.jdbc.sql("select id from hand_over")
			.query((row, number) -> new HandOverId(row.getObject(1, UUID.class)))
			.list()));
		campaigns.launched("LYO", "C", ExecutiveFilter.ALL, "", Instant.now().minusSeconds(60), today, null, null);
		deposits.store("PAYSLIP", "H0013", "LYO", null, null, Instant.now());
		this.jdbc.sql("update outgoing_mail set state = 'SENT', sent_at = now() - interval '1 hour'").update();
		this.jdbc.sql("update delivery set handed_over_at = handed_over_at - interval '8 days'").update();
		this.jdbc
			.sql("""
					update outgoing_mail set state = 'FAILED' where employee_id = (select id from employee where matricule = 'H0012')
					""")
			.update();
		try (Browser browser = new Browser(this.port)) {
			Page page = browser.visitor(1280, 800);
			Browser.signIn(page, "claire.martin");
			page.navigate("/diffusions/pilotee");
			page.locator("#node").selectOption(new SelectOption().setLabel("Lyon (LYO)"));
			page.locator("main form.filter button").click();
			assertThat(page.locator("#figures")).containsText("2");
			assertThat(page.locator("#figures > div").nth(1)).containsText("12");
			Locator line = page.locator(".campaigns li", new Page.LocatorOptions()
				.setHas(page.locator(".counts", new Page.LocatorOptions().setHasText("12"))));
			assertThat(line).containsText("Bulletins de paie");
			assertThat(page.locator("#drafts")).isVisible();
			// The menu, by the keyboard alone.
			line.locator("summary").focus();
			page.keyboard().press("Enter");
			assertThat(line.locator(".menu a"))
				.hasText(new String[] { "Voir le ou les documents", "Voir le détail", "Dupliquer", "Clôturer" });
			page.keyboard().press("Tab");
			page.keyboard().press("Tab");
			page.keyboard().press("Enter");
			assertThat(page.locator("#figures > div").first()).containsText("12");
			assertThat(page.locator("main")).containsText("Lancée par Claire Martin");
			assertThat(page.locator(".chart rect")).hasCount(1);
			page.locator(".chart summary").click();
			assertThat(page.locator(".chart td").last()).hasText("12");
			// Searched without accents, sorted and filtered.
			assertThat(page.locator("#people tbody tr")).hasCount(12);
			page.locator("#search").fill("lefevre");
			page.locator("#people form button").click();
			assertThat(page.locator("#people tbody tr")).hasCount(1);
			assertThat(page.locator("#people tbody tr")).containsText("Lefèvre");
			page.locator("#people form .btn-link").click();
			page.locator("#trigger").selectOption("CONTRACT");
			page.locator("#people form button").click();
			page.locator("#people th a", new Page.LocatorOptions().setHasText("Matricule")).click();
			assertThat(page.locator("#people tbody td:first-child"))
				.hasText(new String[] { "H0004", "H0008", "H0012" });
			page.locator("#people th a", new Page.LocatorOptions().setHasText("Matricule")).click();
			assertThat(page.locator("#people tbody td:first-child"))
				.hasText(new String[] { "H0012", "H0008", "H0004" });
			// Who was not reached, and what to do.
			page.locator(".crumbs a").click();
			page.locator("#figures a").click();
			assertThat(page.locator("main tbody")).containsText("H0013");
			assertThat(page.locator("main tbody")).containsText("ne part pas avec ce type de document");
			page.locator(".tabs a", new Page.LocatorOptions().setHasText("Mails en échec")).click();
			assertThat(page.locator("main tbody tr")).hasCount(1);
			page.locator("main tbody button").click();
			assertThat(page.locator("#messages")).containsText("de nouveau");
			assertThat(page.locator("main tbody tr")).hasCount(0);
			page.locator(".tabs a", new Page.LocatorOptions().setHasText("Coffres jamais ouverts")).click();
			assertThat(page.locator("main tbody tr")).hasCount(2);
			page.locator("main tbody tr", new Page.LocatorOptions().setHasText("H0011")).locator("button").click();
			assertThat(page.locator("#messages .alert-success")).isVisible();
		}
		JsonNode page = deliveries(served, "?limit=5");
		assertThat(page.at("/total").asInt()).isEqualTo(12);
		assertThat(page.at("/totalIsExact").asBoolean()).isTrue();
		assertThat(page.at("/items")).hasSize(5);
		assertThat(page.at("/items/0/agency").asText()).isEqualTo("LYO");
		// Every fourth came with a contract, in no order.
		int number = Integer.parseInt(page.at("/items/0/matricule").asText().substring(1));
		assertThat(page.at("/items/0/trigger").asText()).isEqualTo((number % 4 == 0) ? "CONTRACT" : "PAYSLIP");
		assertThat(page.at("/items/0/lastName").asText()).isNotEmpty();
		assertThat(deliveries(served, "?limit=10&cursor=" + page.at("/next").asText()).at("/items")).hasSize(7);
		assertThat(this.jdbc.sql("""
				select count(*) from outgoing_mail m join employee e on e.id = m.employee_id
				where e.matricule in ('H0011', 'H0012') and (m.copy = 1 or m.attempts = 0 and e.matricule = 'H0012')
				""").query(Integer.class).single()).isGreaterThanOrEqualTo(2);
	}

	private JsonNode deliveries(CampaignId campaign, String query) throws Exception {
		try (HttpClient http = HttpClient.newHttpClient()) {
			return new ObjectMapper().readTree(http.send(HttpRequest
				.newBuilder(URI
					.create("http://localhost:" + this.port + "/api/v1/campaigns/" + campaign + "/deliveries" + query))
				.header("Authorization", "Bearer demo-sirh-horizon")
				.build(), HttpResponse.BodyHandlers.ofString()).body());
		}
	}

	private static void next(Page page) {
		page.locator("main .next button", new Page.LocatorOptions().setHasText("Continuer")).click();
	}

}
