package io.estafette.e2e;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.microsoft.playwright.Page;
import io.estafette.diffusion.Sends;
import io.estafette.document.DocumentType;
import io.estafette.local.WithDatabase;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Someone who comes four times a year: lost the link, works for two companies, forgot the
 * password (F4, D2).
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "camunda.client.enabled=false")
@ActiveProfiles("demonstration")
@WithDatabase
@Import(Sends.class)
class AccountJourneyTests {

	private static final GreenMail mails = new GreenMail(
			new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP).dynamicPort());

	private static final String FIRST = "ma première phrase secrète";

	private static final String SECOND = "ma deuxième phrase secrète";

	@LocalServerPort
	private int port;

	@Autowired
	private Sends sends;

	@Autowired
	private JdbcClient jdbc;

	@DynamicPropertySource
	static void mailServer(DynamicPropertyRegistry properties) {
		mails.start();
		properties.add("spring.mail.host", () -> "127.0.0.1");
		properties.add("spring.mail.port", () -> mails.getSmtp().getPort());
	}

	@AfterAll
	static void stop() {
		mails.stop();
	}

	@Test
	void theLinkIsLostAnEmploymentJoinsAndThePasswordIsForgotten() {
		String address = "h0031@salarie.example";
		this.sends.sent("claire.martin", "LYO", "H0031", "Note d'été", DocumentType.SIMPLE);
		String lost = linkIn(address, "/invitation/");
		this.jdbc.sql("update invitation set expires_at = created_at").update();
		this.jdbc.sql("update outgoing_mail set sent_at = sent_at - interval '1 hour'").update();
		try (Browser browser = new Browser(this.port)) {
			Page page = browser.visitor(390, 844);
			page.navigate(lost);
			purge();
			page.locator("main form button").click();
			assertThat(page.locator("#messages")).containsText("Le mail part");
			page.navigate(linkIn(address, "/invitation/"));
			page.locator("#password").fill(FIRST);
			page.locator("#repeated").fill(FIRST);
			page.locator("main button").first().click();
			Browser.signIn(page, address, FIRST);
			assertThat(page.locator(".lines li")).containsText("Note d'été");

			// Another company writes to another address of the same person.
			purge();
			this.sends.sent("nadia.leroy", "PAR", "A0015", "Charte", DocumentType.SIMPLE);
			Page elsewhere = browser.visitor(1280, 900);
			elsewhere.navigate(linkIn("a0015@salarie.example", "/invitation/"));
			elsewhere.locator("summary", new Page.LocatorOptions().setHasText("sous une autre adresse")).click();
			elsewhere.locator("#other-username").fill(address);
			elsewhere.locator("#other-password").fill(FIRST);
			elsewhere.locator("details.or button").click();
			assertThat(elsewhere.locator("main")).containsText("ont rejoint votre coffre");
			page.navigate("/coffre");
			assertThat(page.locator(".lines")).containsText("Charte");
			page.locator(".account summary").click();
			page.locator(".account a").click();
			assertThat(page.locator(".account-page")).containsText("Atlas Conseil");
			page.locator("#language").selectOption("en");
			page.locator("form:has(#language) button").click();
			assertThat(page.locator("#messages")).containsText("enregistré");

			purge();
			elsewhere.navigate("/login");
			elsewhere.locator("a[href='/mot-de-passe']").click();
			elsewhere.locator("#username").fill(address);
			elsewhere.locator("main form button").click();
			assertThat(elsewhere.locator("main")).containsText("Si cet identifiant existe");
			elsewhere.navigate(linkIn(address, "/mot-de-passe/"));
			elsewhere.locator("#password").fill(SECOND);
			elsewhere.locator("#repeated").fill(SECOND);
			elsewhere.locator("main form button").click();
			assertThat(elsewhere.locator("main")).containsText("Votre nouveau mot de passe est enregistré");
			Browser.signIn(elsewhere, address, SECOND);
			assertThat(elsewhere.locator(".lines li")).hasCount(2);
			mailTo(address, "was changed on");
			// The telephone was signed out by it.
			page.navigate("/coffre");
			assertThat(page.locator("main h1")).hasText("Connexion");
		}
	}

	private String linkIn(String address, String path) {
		Matcher link = Pattern.compile(path + "[\\w-]{43}").matcher(mailTo(address, path));
		if (!link.find()) {
			throw new AssertionError("No link in the mail to " + address);
		}
		return link.group();
	}

	/** The text of the mail to this address with these words. */
	private static String mailTo(String address, String words) {
		return await()
			.until(() -> Arrays.stream(mails.getReceivedMessages())
				.filter((mail) -> isTo(mail, address))
				.map(AccountJourneyTests::text)
				.filter((text) -> text.contains(words))
				.findFirst(), Optional::isPresent)
			.orElseThrow();
	}

	private static void purge() {
		try {
			mails.purgeEmailFromAllMailboxes();
		}
		catch (com.icegreen.greenmail.store.FolderException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static boolean isTo(MimeMessage mail, String address) {
		try {
			return mail.getAllRecipients()[0].toString().contains(address);
		}
		catch (MessagingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String text(MimeMessage mail) {
		try {
			return ((jakarta.mail.Multipart) mail.getContent()).getBodyPart(0).getContent().toString();
		}
		catch (MessagingException | java.io.IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
