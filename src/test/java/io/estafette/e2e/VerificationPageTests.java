package io.estafette.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import com.microsoft.playwright.Page;
import io.estafette.local.WithDatabase;
import io.estafette.samples.SamplePdfs;
import io.estafette.sealing.SealPdf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** Somebody without a login checks PDFs in a browser (D5). */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ActiveProfiles("demonstration")
@WithDatabase
class VerificationPageTests {

	@TempDir
	Path folder;

	@Autowired
	private SealPdf sealPdf;

	@LocalServerPort
	private int port;

	@Test
	void aVisitorChecksDocuments() throws Exception {
		Path letter = Files.write(this.folder.resolve("note-de-service.pdf"), SamplePdfs.letter());
		Path sealed = this.folder.resolve("bulletin-2026-11.pdf");
		this.sealPdf.of(Files.write(this.folder.resolve("source.pdf"), SamplePdfs.payslip()), sealed);
		Path altered = Files.copy(sealed, this.folder.resolve("bulletin-retouché.pdf"));
		Files.write(altered, "\n".getBytes(), StandardOpenOption.APPEND);
		Path text = Files.writeString(this.folder.resolve("liste.txt"), "Bonjour");

		try (Browser browser = new Browser(this.port)) {
			for (int width : new int[] { 1280, 390 }) {
				Page page = browser.visitor(width, 844);
				page.navigate("/login");
				page.locator("footer a").first().click();
				assertThat(page.locator("h1")).hasText("Vérifier un document");
				Browser.picture(page, "verification-" + width);
				answer(page, sealed, "Document intact", "intact-" + width);
				answer(page, altered, "Document modifié", "altered-" + width);
				answer(page, letter, "Document inconnu", "unknown-" + width);
				page.setInputFiles("#file", text);
				assertThat(page.locator("[role=alert]")).containsText("n'est pas un PDF");
				Browser.picture(page, "verification-refused-" + width);
			}
			Page english = browser.visitor(1280, 800, "en-GB");
			english.navigate("/verification");
			answer(english, sealed, "Intact document", "intact-english");
		}
	}

	private static void answer(Page page, Path file, String heading, String picture) {
		page.setInputFiles("#file", file);
		assertThat(page.locator(".verdict h1")).hasText(heading);
		page.locator(".verdict summary").first().click();
		Browser.picture(page, "verification-" + picture);
	}

}
