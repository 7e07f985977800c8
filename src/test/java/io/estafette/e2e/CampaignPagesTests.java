package io.estafette.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.SelectOption;
import io.estafette.local.WithDatabase;
import io.estafette.samples.SamplePdfs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Someone who has never seen it sets a campaign up, launches, duplicates and closes it
 * (C1-C11).
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "camunda.client.enabled=false")
@ActiveProfiles("demonstration")
@WithDatabase
class CampaignPagesTests {

	@LocalServerPort
	private int port;

	@Autowired
	private JdbcClient jdbc;

	@Test
	void aCampaignIsLaunchedDuplicatedAndClosedOnThePages(@TempDir Path folder) throws IOException {
		this.jdbc.sql("truncate campaign cascade").update();
		Path notice = Files.write(folder.resolve("Consignes_2026.pdf"), SamplePdfs.letter());
		Path large = Files.write(folder.resolve("Trop grand.pdf"), SamplePdfs.safetyNotice());
		try (Browser browser = new Browser()) {
			Page page = browser.visitor(1280, 800);
			page.navigate("http://localhost:" + this.port + "/login");
			page.locator("input[name=username]").fill("claire.martin");
			page.locator("input[name=password]").fill("demo");
			page.locator("main button[type=submit]").click();
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
			page.locator("#drafts ~ .lines a").click();
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
			assertThat(page.locator("main .advice li")).hasCount(1);
			page.locator("summary", new Page.LocatorOptions().setHasText("Supprimer")).click();
			page.locator("button", new Page.LocatorOptions().setHasText("Supprimer le brouillon")).click();
			assertThat(page.locator("#messages")).containsText("supprimé");
			page.navigate("http://localhost:" + this.port + "/diffusions/pilotee");
			page.locator("#node").selectOption(new SelectOption().setLabel("Lyon (LYO)"));
			page.locator("main form.filter button").click();
			page.locator("#running ~ .lines a").click();
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
		try (Browser browser = new Browser()) {
			Page page = browser.visitor(390, 844);
			page.navigate("http://localhost:" + this.port + "/login");
			page.locator("input[name=username]").fill("claire.martin");
			page.locator("input[name=password]").fill("demo");
			page.locator("main button[type=submit]").click();
			page.navigate("http://localhost:" + this.port + "/diffusions/pilotee?level=marque");
			page.locator("main .heading button").click();
			page.locator("#name").fill("Livret d'accueil");
			next(page);
			page.locator("#trigger-PAYSLIP").check();
			next(page);
			page.locator("#files").setInputFiles(notice);
			assertThat(page.locator(".documents input[name=name]")).hasValue("Livret");
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

	private static void next(Page page) {
		page.locator("main .next button", new Page.LocatorOptions().setHasText("Continuer")).click();
	}

}
