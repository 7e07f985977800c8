package io.estafette.notification;

import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.estafette.account.FindPasswordLink;
import io.estafette.account.Owner;
import io.estafette.account.RequestPasswordLink;
import io.estafette.account.ResetPassword;
import io.estafette.organization.ActorId;
import io.estafette.organization.ChooseUserLanguage;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What somebody reads who forgot a password, or whose password was changed. */
class AccountMailTests extends MailTest {

	@Autowired
	private RequestPasswordLink request;

	@Autowired
	private FindPasswordLink findLink;

	@Autowired
	private ResetPassword reset;

	@Autowired
	private QueueExportMail queueExportMail;

	@Autowired
	private QueueNews queueNews;

	@Autowired
	private ChooseUserLanguage chooseLanguage;

	@BeforeEach
	void forget() {
		this.jdbc.sql("delete from password_request").update();
	}

	@Test
	void anEmployeeGetsALinkInTheNameOfTheAgency() throws Exception {
		MimeMessage mail = asked("h0001@salarie.example");
		assertThat(mail.getSubject()).isEqualTo("Choisissez un nouveau mot de passe");
		assertThat(mail.getAllRecipients()).containsExactly(new InternetAddress("h0001@salarie.example"));
		assertThat(((InternetAddress) mail.getFrom()[0]).getPersonal()).isEqualTo("Horizon Intérim");
		Matcher link = Pattern.compile("https://coffre\\.example\\.org/mot-de-passe/([\\w-]+)").matcher(text(mail));
		assertThat(link.find()).isTrue();
		assertThat(this.findLink.byToken(link.group(1))).map(Owner::login).contains("h0001@salarie.example");
		assertThat(text(mail)).isEqualToNormalizingNewlines(
				"""
						Bonjour Julie Moreau,

						Un nouveau mot de passe a été demandé pour l'identifiant h0001@salarie.example.

						Choisir un mot de passe
						%s

						Ce lien est personnel : ne le transmettez à personne. Il est valable 60 minutes et sert une seule fois. \
						Vous n'avez rien demandé ? Ne faites rien : votre mot de passe reste le même.

						Une question ? Contactez-nous : support@horizon.example

						Ce message vous est envoyé automatiquement par Estafette pour Horizon Intérim. \
						Personne ne vous demandera votre mot de passe, ni par mail ni par téléphone.
						"""
					.formatted(link.group()));
		assertThat(html(mail)).contains("lang=\"fr\"", "Choisir un mot de passe", link.group(), "cid:logo@")
			.doesNotContain(" th:", "??");
		assertThat(this.jdbc.sql("select string_agg(m::text, ' ') from outgoing_mail m").query(String.class).single())
			.doesNotContain(link.group(1));

		mailServer.reset();
		this.reset.with(link.group(1), "une phrase bien longue");
		MimeMessage told = received("h0001@salarie.example");
		assertThat(told.getSubject()).isEqualTo("Votre mot de passe a été changé");
		assertThat(text(told))
			.containsPattern("h0001@salarie\\.example a été changé le \\d+ \\p{L}+ \\d{4} à \\d\\d:\\d\\d\\.")
			.contains("https://coffre.example.org/mot-de-passe\r\n");
		assertThat(messageId(told)).isNotEqualTo(messageId(mail)).startsWith("<account-");
	}

	@Test
	void anHrUserGetsALinkInTheNameOfThePlatform() throws Exception {
		MimeMessage mail = asked("claire.martin");
		assertThat(mail.getAllRecipients()).containsExactly(new InternetAddress("claire.martin@rh.example"));
		assertThat(((InternetAddress) mail.getFrom()[0]).getPersonal()).isEqualTo("Estafette");
		assertThat(text(mail)).contains("Bonjour Claire Martin,", "Contactez-nous : support@estafette.example");
		assertThat(html(mail)).contains(">Estafette</div>").doesNotContain("<img");
	}

	@Test
	void theMailIsInTheLanguageOfTheAccount() throws Exception {
		this.jdbc.sql("update vault_account set language = 'en' where login = 'h0002@salarie.example'").update();
		MimeMessage mail = asked("h0002@salarie.example");
		assertThat(mail.getSubject()).isEqualTo("Choose a new password");
		assertThat(text(mail)).contains("Choose a password", "valid for 60 minutes").doesNotContain("mot de passe ");
	}

	@Test
	void anHrUserReadsNewsInTheLanguageThatTheyChose() throws Exception {
		ActorId claire = new ActorId(
				this.jdbc.sql("select id from actor where login = 'claire.martin'").query(UUID.class).single());
		this.chooseLanguage.of(claire, Locale.ENGLISH);
		try {
			MimeMessage mail = asked("claire.martin");
			assertThat(mail.getSubject()).isEqualTo("Choose a new password");
			mailServer.reset();
			// Of two sends: each line leads to its own; the later summary of a campaign
			// is the
			// one that counts, and it waits for nothing once there is something urgent.
			for (int signed = 1; signed <= 2; signed++) {
				String told = signed + " signed";
				this.queueNews.to(claire.value(), new News("/diffusions/pilotee/1", true, true, (language) -> told));
			}
			this.queueNews.to(claire.value(),
					new News("/documents/envois/2", false, false, (language) -> "Refused " + language.getLanguage()));
			this.clock.move(Duration.ofMinutes(11));
			this.sendMails.wake();
			MimeMessage news = received("claire.martin");
			assertThat(news.getSubject()).isEqualTo("2 pieces of news of your documents");
			assertThat(text(news))
				.contains("- 2 signed", "https://coffre.example.org/diffusions/pilotee/1\r\n", "- Refused en",
						"https://coffre.example.org/documents/envois/2\r\n", "https://coffre.example.org/\r\n")
				.doesNotContain("1 signed");
			assertThat(html(news)).contains("href=\"https://coffre.example.org/documents/envois/2\"")
				.doesNotContain(" th:", "??");
			mailServer.reset();
			this.queueNews.to(claire.value(), new News("/diffusions/pilotee/1", false, false, (language) -> "Alone"));
			this.clock.move(Duration.ofMinutes(11));
			this.sendMails.wake();
			assertThat(text(received("claire.martin")))
				.contains("- Alone", "https://coffre.example.org/diffusions/pilotee/1")
				.doesNotContain("https://coffre.example.org/\r\n");
		}
		finally {
			this.jdbc.sql("delete from actor_language").update();
		}
	}

	/** C15. */
	@Test
	void anHrUserReadsWhatAnExportHoldsOrWhyThereIsNone() throws Exception {
		UUID user = this.jdbc.sql("select id from actor where login = 'claire.martin'").query(UUID.class).single();
		UUID export = UUID.randomUUID();
		this.queueExportMail.to(user, export, true, "Campagne « Été », un fichier CSV, 3 lignes.");
		MimeMessage mail = received("claire.martin");
		assertThat(mail.getSubject()).isEqualTo("Votre export est prêt");
		assertThat(text(mail)).contains("Campagne « Été », un fichier CSV, 3 lignes.",
				"https://coffre.example.org/diffusions/pilotee/exports/" + export + "\r\n");
		mailServer.reset();
		this.queueExportMail.to(user, export, false, "Trop de lignes.");
		MimeMessage bad = received("claire.martin");
		assertThat(bad.getSubject()).isEqualTo("Votre export n'a pas pu être préparé");
		assertThat(html(bad))
			.contains("Trop de lignes.", "https://coffre.example.org/diffusions/pilotee/exports/" + export + "\"")
			.doesNotContain(" th:", "??");
	}

	private MimeMessage asked(String login) {
		this.request.of(login, "10.0.0.1");
		return received(login);
	}

	private MimeMessage received(String login) {
		return await()
			.until(() -> received().stream().filter((mail) -> isTo(mail, login)).findFirst(),
					java.util.Optional::isPresent)
			.orElseThrow();
	}

	private static boolean isTo(MimeMessage mail, String login) {
		try {
			return mail.getAllRecipients()[0].toString().contains(login.contains("@") ? login : login + "@");
		}
		catch (jakarta.mail.MessagingException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
