package io.estafette.e2e;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.estafette.local.PlatformAddresses;
import io.estafette.local.TestPlatform;
import io.estafette.process.support.ProcessTest;
import io.estafette.samples.SamplePdfs;
import io.estafette.support.Tools;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.web.server.LocalServerPort;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** From Tasklist to the employees' vaults, as the people concerned would do it. */
@ProcessTest
class FreeDiffusionJourneyTests {

	private static final String NAME = "Note de service n° 12 — été";

	@LocalServerPort
	private int port;

	@TempDir
	private Path folder;

	private final PlatformAddresses platform = TestPlatform.get();

	private final CaughtMails mails = new CaughtMails(this.platform);

	@Test
	void aSimpleAndAProtectedPdfGoFromTasklistToTwoVaults() throws Exception {
		byte[] letter = SamplePdfs.letter();
		Path simple = Files.write(this.folder.resolve("note.pdf"), letter);
		Path notice = Files.write(this.folder.resolve("consignes.pdf"), SamplePdfs.safetyNotice());
		Path text = Files.writeString(this.folder.resolve("faux.pdf"), "Ceci n'est pas un PDF.");
		try (Browser browser = new Browser(this.port)) {
			Page claire = browser.visitor(1280, 900);
			Tasklist tasklist = new Tasklist(claire, this.platform.camundaWeb() + "/tasklist");
			tasklist.signIn("claire.martin");
			tasklist.start("free-diffusion", "claire.martin");

			tasklist.open("Choisir l’émetteur");
			tasklist.pick("Lyon (LYO)");
			Browser.picture(claire, "tasklist-choose-emitter");
			tasklist.finish();

			tasklist.open("Choisir les destinataires");
			claire.getByLabel("Chercher").first().fill("JULIE more");
			tasklist.finish();
			tasklist.open("Choisir les destinataires");
			claire.getByLabel(Pattern.compile("MOREAU Julie · H0001")).check();
			claire.getByLabel(Pattern.compile("matricules")).first().fill("H0012");
			tasklist.choose("Continuer vers les documents");
			Browser.picture(claire, "tasklist-choose-recipients");
			tasklist.finish();

			tasklist.open("Ajouter les documents");
			String upload = claire.locator(".fjs-form a[href*='/diffusions/']").getAttribute("href");
			Page pages = claire.context().newPage();
			addDocuments(pages, upload, simple, notice, text);

			claire.bringToFront();
			Browser.picture(claire, "tasklist-add-documents");
			tasklist.finish();
			tasklist.open("Vérifier et envoyer");
			assertThat(claire.getByText(NAME).first()).isVisible();
			tasklist.choose("Envoyer maintenant");
			Browser.picture(claire, "tasklist-check");
			tasklist.finish();

			assertThat(this.mails.latest("h0001@salarie.example")).contains(NAME).contains("/coffre");
			Matcher link = Pattern.compile("/invitation/[A-Za-z0-9_-]+")
				.matcher(this.mails.latest("h0012@salarie.example"));
			assertThat(link.find()).isTrue();

			Page newcomer = browser.visitor(390, 800);
			openVaultWithInvitation(newcomer, link.group());
			assertThat(download(newcomer, NAME)).isEqualTo(letter);
			byte[] sealed = download(newcomer, "consignes");
			Path kept = Files.write(this.folder.resolve("sealed.pdf"), sealed);
			assertThat(run(Tools.require("pdfsig").toString(), kept.toString())).contains("Signature is Valid")
				.contains("Total document signed");

			Page julie = browser.visitor(390, 800);
			Browser.signIn(julie, "h0001@salarie.example");
			julie.getByText(NAME).first().click();
			assertThat(julie.locator("#pages [data-drawn]").first()).isVisible();
			Browser.picture(julie, "vault-read");

			pages.navigate("/documents");
			Browser.awaitScripts(pages);
			pages.getByLabel("Salarié, matricule ou document").pressSequentially("moreau ete n° 12");
			assertThat(pages.locator("#results tbody tr")).hasCount(1);
			assertThat(pages.locator("#results [data-state=OPENED]")).hasCount(1);
			Browser.picture(pages, "documents");
			pages.locator("#results tbody a").first().click();
			assertThat(pages.getByText("4 documents remis sur 4")).isVisible();
			pages.getByText("Voir où en est le processus").click();
			assertThat(pages.getByText("Ce processus est terminé.")).isVisible();
			assertThat(pages.locator("#diagram[data-drawn] .djs-element.done[data-element-id=Task_SealDocuments]"))
				.isVisible();
			Browser.picture(pages, "process");
		}
	}

	@Test
	void aProtectedPdfGoesFromThePagesToTheVaultOfANewRecipient() throws Exception {
		Path notice = Files.write(this.folder.resolve("consignes.pdf"), SamplePdfs.safetyNotice());
		try (Browser browser = new Browser(this.port)) {
			Page claire = browser.visitor(1280, 900);
			Browser.signIn(claire, "claire.martin");
			claire.navigate("/diffusions/libre");
			button(claire, "Nouvelle diffusion").click();
			claire.getByLabel("Lyon").first().check();
			button(claire, "Continuer").click();

			Browser.awaitScripts(claire);
			claire.getByLabel("Nom, prénom ou matricule").pressSequentially("lefevre er");
			button(claire, Pattern.compile("Ajouter\\s*Éric Lefèvre")).click();
			assertThat(claire.locator("#chosen")).containsText("Éric Lefèvre");
			claire.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Créer destinataire")).click();
			claire.locator("#lastName").fill("Dubois");
			claire.locator("#firstName").fill("Maëlle");
			claire.locator("#matricule").fill("P0001");
			claire.locator("#email").fill("p0001@salarie.example");
			claire.locator("#nouveau button[type=submit]").click();
			assertThat(claire.locator("#chosen")).containsText("Maëlle Dubois");
			assertThat(claire.locator("#chosen")).containsText("2 destinataires");
			claire.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Continuer vers les documents"))
				.click();

			claire.locator("#files").setInputFiles(notice);
			assertThat(claire.locator(".documents > li")).hasCount(1);
			claire.waitForResponse((answer) -> answer.url().endsWith("/type"),
					() -> claire.locator(".documents > li").first().getByLabel("Protégé").check());
			claire.waitForLoadState();
			assertThat(claire.locator(".documents > li").first().getByLabel("Protégé")).isChecked();
			claire.getByText("Vérifier avant l'envoi").click();
			assertThat(claire.getByText("Rien n'est encore parti").first()).isVisible();
			button(claire, "Envoyer à 2 personnes").dblclick();
			assertThat(claire.getByText("Tout est remis dans les coffres")).isVisible();
			claire.reload();
			assertThat(claire.getByText("2 documents remis sur 2")).isVisible();

			assertThat(this.mails.latest("p0001@salarie.example")).contains("consignes").contains("/invitation/");
			assertThat(this.mails.latest("h0002@salarie.example")).contains("consignes");
			Page eric = browser.visitor(390, 800);
			Browser.signIn(eric, "h0002@salarie.example");
			Path kept = Files.write(this.folder.resolve("sealed.pdf"), download(eric, "consignes"));

			Page anybody = browser.visitor(390, 800);
			anybody.navigate("/verification");
			anybody.locator("input[type=file]").setInputFiles(kept);
			anybody.locator("main button[type=submit]").click();
			assertThat(anybody.getByText("Document intact")).isVisible();
		}
	}

	@Test
	void whoMaySendNothingIsToldSoAndFindsNoPage() {
		try (Browser browser = new Browser(this.port)) {
			Page hugo = browser.visitor(1280, 900);
			Tasklist tasklist = new Tasklist(hugo, this.platform.camundaWeb() + "/tasklist");
			tasklist.signIn("hugo.petit");
			tasklist.start("free-diffusion", "hugo.petit");
			tasklist.open("Lire l’absence de droit");
			assertThat(hugo.getByText(Pattern.compile("Demandez ce droit")).first()).isVisible();
			tasklist.finish();
			Browser.signIn(hugo, "hugo.petit");
			assertThat(hugo.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Diffusion libre")))
				.hasCount(0);
			assertThat(hugo.navigate("/diffusions/libre").status()).isEqualTo(404);
			assertThat(hugo.navigate("/documents").status()).isEqualTo(404);
		}
	}

	private static Locator button(Page page, Object name) {
		Page.GetByRoleOptions options = new Page.GetByRoleOptions();
		return page.getByRole(AriaRole.BUTTON,
				(name instanceof Pattern pattern) ? options.setName(pattern) : options.setName((String) name));
	}

	private void addDocuments(Page pages, String upload, Path simple, Path notice, Path text) {
		pages.navigate(URI.create(upload).getPath());
		Browser.picture(pages, "login");
		Browser.fillLogin(pages, "claire.martin", "demo");
		pages.locator("#files").setInputFiles(new Path[] { simple, notice, text });
		assertThat(pages.locator("#uploads .refused")).containsText("faux.pdf");
		assertThat(pages.locator(".documents > li")).hasCount(2);
		Locator first = pages.locator(".documents > li").first();
		first.getByLabel("Nom").fill(NAME);
		first.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Valider")).click();
		assertThat(pages.locator(".documents > li").first().getByLabel("Nom")).hasValue(NAME);
		pages.locator(".documents > li").last().getByLabel("Protégé").check();
		assertThat(pages.locator(".documents > li").last().getByLabel("Protégé")).isChecked();
		pages.reload();
		assertThat(pages.locator(".documents > li").last().getByLabel("Protégé")).isChecked();
		assertThat(pages.locator(".documents > li").last().getByLabel("À signer")).isEnabled();
		Browser.picture(pages, "upload");
	}

	private void openVaultWithInvitation(Page page, String link) {
		page.navigate(link);
		Browser.picture(page, "invitation");
		page.locator("#password").fill("un-tres-long-secret");
		page.locator("#repeated").fill("un-tres-long-secret");
		page.locator("main button[type=submit]").first().click();
		Browser.fillLogin(page, "h0012@salarie.example", "un-tres-long-secret");
		// Other tests may have sent to this person too.
		assertThat(line(page, NAME)).hasCount(1);
		assertThat(line(page, "consignes")).hasCount(1);
		Browser.picture(page, "vault");
		assertThat(page.context().newPage().navigate(link).status()).isEqualTo(410);
	}

	private static byte[] download(Page page, String name) throws IOException {
		Download download = page.waitForDownload(() -> line(page, name).getByText("Télécharger").click());
		return Files.readAllBytes(download.path());
	}

	/** The line of the vault with a document of exactly this name. */
	private static Locator line(Page page, String name) {
		return page.locator(".lines li")
			.filter(new Locator.FilterOptions()
				.setHas(page.getByText(name, new Page.GetByTextOptions().setExact(true))));
	}

	private static String run(String... command) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		process.waitFor();
		return printed;
	}

}
