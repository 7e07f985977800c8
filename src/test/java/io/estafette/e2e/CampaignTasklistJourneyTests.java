package io.estafette.e2e;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.estafette.campaign.CampaignKind;
import io.estafette.campaign.CampaignOrigin;
import io.estafette.campaign.CampaignSettings;
import io.estafette.campaign.DraftCampaign;
import io.estafette.campaign.ExecutiveFilter;
import io.estafette.local.PlatformAddresses;
import io.estafette.local.TestPlatform;
import io.estafette.organization.FindActor;
import io.estafette.organization.NodeId;
import io.estafette.process.support.ProcessTest;
import io.estafette.samples.SamplePdfs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * C2 in Tasklist: a campaign is prepared in its four steps and launched, and the next
 * payslip brings its document along, to be signed.
 */
@ProcessTest
class CampaignTasklistJourneyTests {

	private static final String NAME = "Charte informatique d’été";

	@LocalServerPort
	private int port;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private DraftCampaign draftCampaign;

	@Autowired
	private FindActor findActor;

	@Autowired
	private Clock clock;

	private final PlatformAddresses platform = TestPlatform.get();

	@AfterEach
	void nothingIsLeft() {
		this.jdbc
			.sql("""
					update campaign set state = 'CLOSED', closed_by = author_id where state in ('DRAFT', 'SCHEDULED', 'ACTIVE')
					""")
			.update();
	}

	@Test
	void aCampaignIsPreparedInTasklistAndServesWithTheNextPayslip(@TempDir Path folder) throws IOException {
		Path charter = Files.write(folder.resolve("charte.pdf"), SamplePdfs.letter());
		UUID lyon = this.jdbc.sql("select id from node where code = 'LYO'").query(UUID.class).single();
		this.draftCampaign.of(this.findActor.byLogin("claire.martin").orElseThrow().id(), CampaignOrigin.PAGE,
				new CampaignSettings(new NodeId(lyon), "Déjà commencée", CampaignKind.OTHER, Set.of(),
						ExecutiveFilter.ALL, Set.of(), null, null, null));
		try (Browser browser = new Browser(this.port)) {
			Page claire = browser.visitor(1280, 1000);
			Tasklist tasklist = new Tasklist(claire, this.platform.camundaWeb() + "/tasklist");
			tasklist.signIn("claire.martin");
			tasklist.start("campaign-draft", "claire.martin");

			tasklist.open("Commencer ou reprendre");
			assertThat(claire.getByText("Déjà commencée · Lyon").first()).isVisible();
			tasklist.choose("Nouvelle campagne");
			Browser.picture(claire, "tasklist-campaign-draft");
			tasklist.finish();

			tasklist.open("Choisir la cible");
			claire.getByLabel("Nom de la campagne").fill(NAME);
			pick(claire, "Nature", "Livret");
			pick(claire, "Cible", "Lyon (LYO)");
			Browser.picture(claire, "tasklist-campaign-target");
			tasklist.finish();

			tasklist.open("Choisir les déclencheurs");
			claire.getByLabel("Bulletins de paie").check();
			assertThat(claire.getByText("Cadres seulement")).hasCount(0);
			claire.getByLabel("Contrats").check();
			tasklist.choose("Cadres seulement");
			assertThat(claire.getByText("EU-ACIER")).hasCount(1);
			Browser.picture(claire, "tasklist-campaign-triggers");
			tasklist.finish();

			tasklist.open("Ajouter les documents de la campagne");
			Page pages = claire.context().newPage();
			addDocument(pages, claire.locator(".fjs-form a[href*='/diffusions/']").getAttribute("href"), charter);
			claire.bringToFront();
			Browser.picture(claire, "tasklist-campaign-documents");
			tasklist.finish();

			tasklist.open("Choisir les dates");
			LocalDate today = LocalDate.ofInstant(this.clock.instant(), ZoneId.of("Europe/Paris"));
			Locator start = claire.getByLabel("Date de début");
			start.fill(DateTimeFormatter.ofPattern("dd/MM/yyyy").format(today));
			start.press("Tab");
			Browser.picture(claire, "tasklist-campaign-schedule");
			tasklist.finish();

			tasklist.open("Vérifier et lancer");
			assertThat(claire.getByText(NAME).first()).isVisible();
			assertThat(claire.getByText(Pattern.compile("\\d+ salariés dans 1 agence")).first()).isVisible();
			tasklist.choose("Lancer la diffusion");
			Browser.picture(claire, "tasklist-campaign-check");
			tasklist.finish();

			UUID campaign = await().atMost(Duration.ofSeconds(60))
				.until(() -> this.jdbc
					.sql("select id from campaign where name = ? and state = 'ACTIVE' and ready_at is not null")
					.param(NAME)
					.query(UUID.class)
					.optional()
					.orElse(null), (id) -> id != null);
			deposit(pages);
			await().atMost(Duration.ofSeconds(60)).until(() -> this.jdbc.sql("""
					select d.state from delivery d join employee e on e.id = d.employee_id
					where d.source_id = ? and e.matricule = 'H0003'
					""").param(campaign).query(String.class).list().contains("SIGNATURE_REQUESTED"));
			pages.navigate("/diffusions/pilotee/" + campaign);
			assertThat(pages.locator("main")).containsText("H0003");
			assertThat(pages.locator("main")).containsText("Seuls les cadres sont servis");
			// D4: the sender's side of what is to be signed.
			pages.locator("#people button", new Page.LocatorOptions().setHasText("Relancer")).click();
			// Nobody is told of a reminder that is none: the mail itself is on its way.
			assertThat(pages.locator("#messages")).containsText("mail");
			await().until(() -> this.jdbc
				.sql("""
						update outgoing_mail m set sent_at = m.sent_at - interval '1 hour'
						from delivery d join employee e on e.id = d.employee_id
						where m.hand_over_id = d.hand_over_id and m.state = 'SENT' and d.source_id = ? and e.matricule = 'H0003'
						""")
				.param(campaign)
				.update() == 1);
			pages.locator("#people button", new Page.LocatorOptions().setHasText("Relancer")).click();
			assertThat(pages.locator("#messages")).containsText("Un rappel est parti");
			Browser.picture(pages, "campaign-signatures");
			pages.locator("#people summary", new Page.LocatorOptions().setHasText("Annuler la demande")).click();
			pages.locator("#people button", new Page.LocatorOptions().setHasText("Oui, annuler la demande")).click();
			assertThat(pages.locator("#messages")).containsText("annulée");
			assertThat(pages.locator("#people .signature")).hasCount(0);
		}
	}

	private void addDocument(Page pages, String upload, Path file) {
		pages.navigate(URI.create(upload).getPath());
		Browser.fillLogin(pages, "claire.martin", "demo");
		pages.locator("#files").setInputFiles(file);
		assertThat(pages.locator(".documents input[name=name]")).hasValue("charte");
		pages.getByLabel("À signer").check();
		pages.locator(".documents .row-form button").click();
		assertThat(pages.getByLabel("À signer")).isChecked();
		assertThat(pages.getByText("commencée dans Tasklist")).isVisible();
		Browser.picture(pages, "campaign-upload");
	}

	private void deposit(Page page) {
		APIResponse answer = page.request()
			.post("/api/v1/deposits",
					RequestOptions.create()
						.setHeader("Authorization", "Bearer demo-paie-horizon")
						.setMultipart(FormData.create()
							.set("deposit", new FilePayload("deposit.json", "application/json", """
									{"externalId":"journey-%s","kind":"PAYSLIP","matricule":"H0003","agency":"LYO",
									"period":"2026-11","executive":true}""".formatted(UUID.randomUUID()).getBytes()))
							.set("file", new FilePayload("bulletin.pdf", "application/pdf", SamplePdfs.letter()))));
		assertThat(answer.status()).as(answer.text()).isEqualTo(202);
	}

	/** Picks an entry of the list with this label. */
	private static void pick(Page page, String label, String text) {
		Locator field = page.locator(".fjs-form-field-select")
			.filter(new Locator.FilterOptions().setHasText(label))
			.first();
		field.locator(".fjs-input-group, input").first().click();
		page.locator(".fjs-dropdownlist-item").filter(new Locator.FilterOptions().setHasText(text)).first().click();
	}

}
