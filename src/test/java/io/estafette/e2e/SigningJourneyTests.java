package io.estafette.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
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

/**
 * Claire sends two documents to sign; Franck signs one on his phone and refuses the
 * other; Claire sees both (F6, D4).
 */
@ProcessTest
class SigningJourneyTests {

	private static final String NAME = "Avenant n° 3 – télétravail";

	private static final String OTHER = "Charte informatique";

	private static final String PERSON = "h0006@salarie.example";

	@LocalServerPort
	private int port;

	@TempDir
	private Path folder;

	private final PlatformAddresses platform = TestPlatform.get();

	@Test
	void oneDocumentIsSignedOnAPhoneAndTheOtherRefused() throws Exception {
		Path letter = Files.write(this.folder.resolve("avenant.pdf"), SamplePdfs.letter());
		Path notice = Files.write(this.folder.resolve("charte.pdf"), SamplePdfs.safetyNotice());
		try (Browser browser = new Browser(this.port)) {
			Page claire = browser.visitor(1280, 900);
			Browser.signIn(claire, "claire.martin");
			send(claire, letter, notice);

			Page phone = browser.visitor(390, 844);
			Browser.signIn(phone, PERSON);
			phone.locator(".to-sign li")
				.filter(new Locator.FilterOptions().setHasText(NAME))
				.getByText("Lire et signer")
				.click();
			assertThat(phone.locator("#sign")).hasCount(1);
			assertThat(phone.locator("#consent")).hasCount(0);
			phone.locator(".signatures li")
				.filter(new Locator.FilterOptions().setHasText(NAME))
				.locator("a[href^='/coffre/']")
				.first()
				.click();
			assertThat(phone.locator("#pages [data-drawn]").first()).isVisible();
			phone.locator("a[href$='/signer']").click();
			assertThat(phone.locator(".signatures input[type=checkbox]:checked")).hasCount(1);
			Browser.picture(phone, "sign");
			phone.locator("#consent").check();
			phone.locator("button[form=sign]").click();
			phone.locator("#digits").fill("000000");
			Browser.picture(phone, "sign-code");
			phone.locator("main form.card-plain button").click();
			assertThat(phone.locator("#messages .alert-danger")).isVisible();
			phone.locator("#digits").fill(code());
			phone.locator("main form.card-plain button").click();
			assertThat(phone.getByText("C'est fait")).isVisible();
			assertThat(phone.locator(".signatures .state[data-state=SIGNED]")).isVisible();
			Browser.picture(phone, "signed");

			phone.locator("details.more summary").click();
			phone.locator("details.more textarea").fill("Je demande un délai.");
			phone.locator("details.more button").click();
			assertThat(phone.locator(".signatures .state[data-state=DECLINED]")).isVisible();

			phone.navigate("/coffre");
			assertThat(phone.locator(".to-sign")).hasCount(0);
			Download download = phone.waitForDownload(() -> phone.locator(".lines li")
				.filter(new Locator.FilterOptions().setHasText(NAME))
				.getByText("Télécharger")
				.click());
			assertThat(pdfsig(download.path())).contains("Signature #2", "Total document signed")
				.doesNotContain("Invalid");

			claire.reload();
			assertThat(claire.locator("#people .state[data-state=SIGNED]")).isVisible();
			assertThat(claire.getByText("Je demande un délai.")).isVisible();
			Browser.picture(claire, "send-signed");
			Download proof = claire.waitForDownload(() -> claire.locator("#people a[href$='/preuve.pdf']").click());
			claire.navigate("/verification");
			claire.locator("input[type=file]")
				.setInputFiles(Files.copy(download.path(), this.folder.resolve("signed.pdf")));
			claire.locator("main button[type=submit]").click();
			assertThat(claire.locator(".verdict .sentence")).containsText("puis signé par François Lemaître");
			Browser.picture(claire, "verification-signed");
			assertThat(pdfsig(proof.path())).contains("Signature is Valid", "Total document signed");
		}
	}

	private void send(Page claire, Path letter, Path notice) {
		claire.navigate("/diffusions/libre");
		claire.locator("main .heading button, main form button").first().click();
		claire.getByLabel("Lyon").first().check();
		claire.getByText("Continuer").first().click();
		Browser.awaitScripts(claire);
		claire.locator("main details.more summary").first().click();
		claire.locator("textarea").first().fill("H0006");
		claire.locator("details.more button[type=submit]").first().click();
		assertThat(claire.locator("#chosen")).containsText("François Lemaître");
		claire.getByText("Continuer vers les documents").click();
		claire.locator("#files").setInputFiles(new Path[] { letter, notice });
		assertThat(claire.locator(".documents > li")).hasCount(2);
		rename(claire, 0, NAME);
		rename(claire, 1, OTHER);
		for (int i = 0; i < 2; i++) {
			Locator each = claire.locator(".documents > li").nth(i);
			claire.waitForResponse((answer) -> answer.url().endsWith("/type"),
					() -> each.getByLabel("À signer").check());
			claire.waitForLoadState();
		}
		claire.getByText("Vérifier avant l'envoi").click();
		claire.locator("main form[action$='/envoi'] button").click();
		assertThat(claire.getByText("Tout est remis dans les coffres")).isVisible();
		claire.navigate("/documents");
		claire.locator("#results tbody a").first().click();
		assertThat(claire.locator("#people .state[data-state=SIGNATURE_REQUESTED]")).hasCount(2);
	}

	private static void rename(Page page, int place, String name) {
		Locator document = page.locator(".documents > li").nth(place);
		document.getByLabel("Nom").fill(name);
		document.getByText("Valider").click();
		assertThat(page.locator(".documents > li").nth(place).getByLabel("Nom")).hasValue(name);
	}

	/** The six digits of the newest mail. */
	private String code() {
		return new CaughtMails(this.platform).find(PERSON, Pattern.compile("code est (\\d{6})"));
	}

	private static String pdfsig(Path file) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(Tools.require("pdfsig").toString(), file.toString())
			.redirectErrorStream(true)
			.start();
		String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		process.waitFor();
		return printed;
	}

}
