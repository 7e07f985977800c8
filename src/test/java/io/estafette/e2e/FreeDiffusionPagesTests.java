package io.estafette.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.microsoft.playwright.Page;
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
 * Someone who has never seen it sends a document from the pages alone, up to the click
 * after which the process takes over (F1-F8).
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "camunda.client.enabled=false")
@ActiveProfiles("demonstration")
@WithDatabase
class FreeDiffusionPagesTests {

	@LocalServerPort
	private int port;

	@Autowired
	private JdbcClient jdbc;

	@Test
	void aDocumentIsSentFromThePages(@TempDir Path folder) throws IOException {
		Path note = Files.write(folder.resolve("Note_de service.pdf"), SamplePdfs.letter());
		try (Browser browser = new Browser(this.port)) {
			Page page = browser.visitor(1280, 800);
			Browser.signIn(page, "claire.martin");
			page.locator(".side a[href='/diffusions/libre']").click();
			page.locator("main .heading button").click();
			page.locator(".choice", new Page.LocatorOptions().setHasText("LYO").setHasNotText("SIEGE")).click();
			page.locator("main .next button").click();
			Browser.awaitScripts(page);
			page.locator("#q").pressSequentially("lefevre");
			page.locator(".hits li", new Page.LocatorOptions().setHasText("H0002")).locator("button").click();
			assertThat(page.locator("#chosen .chips li")).hasCount(1);
			assertThat(page.locator("#q")).hasValue("lefevre");
			page.locator(".more summary").click();
			page.locator("#matricules").fill("H0001 H0003 H9999");
			page.locator("details.more button").click();
			assertThat(page.locator("#said")).containsText("H9999");
			assertThat(page.locator("#chosen .chips li")).hasCount(3);
			page.locator("#chosen .chips li", new Page.LocatorOptions().setHasText("H0003")).locator("button").click();
			assertThat(page.locator("#chosen .chips li")).hasCount(2);
			page.locator("a", new Page.LocatorOptions().setHasText("Créer destinataire")).click();
			page.locator("#lastName").fill("Delacroix");
			page.locator("#firstName").fill("Zoé");
			page.locator("#matricule").fill("N0001");
			page.locator("#email").fill("n0001@salarie.example");
			Browser.picture(page, "pages-create-recipient");
			page.locator(".panel button[type=submit]").click();
			assertThat(page.locator("#messages")).containsText("Zoé Delacroix");
			assertThat(page.locator("#chosen .chips li")).hasCount(3);
			page.locator("#chosen .next a").click();
			page.locator("#files").setInputFiles(note);
			page.locator(".documents input[name=name]").fill("Note de service");
			page.locator(".documents .row-form button").click();
			assertThat(page.locator("canvas.preview[data-drawn=true]")).hasCount(1);
			page.locator("#documents .next a").click();
			assertThat(page.locator("main")).containsText("Note de service");
			page.locator("form.next button", new Page.LocatorOptions().setHasText("Envoyer à 3 personnes")).click();
			assertThat(page.locator("#progress")).containsText("aucun document remis sur 3");
			page.reload();
			assertThat(page.locator("#progress")).containsText("En cours");
			Browser.picture(page, "pages-progress");
			this.jdbc.sql("update free_diffusion set state = 'COMPLETED' where origin = 'PAGE'").update();
			assertThat(page.locator("#progress")).containsText("Terminée");
		}
		assertThat(this.jdbc.sql("select count(*) from free_diffusion where origin = 'PAGE' and sent_at is not null")
			.query(Integer.class)
			.single()).isEqualTo(1);
	}

}
