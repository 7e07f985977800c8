package io.estafette.notification;

import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.estafette.directory.Employee;
import io.estafette.directory.FindInvitation;
import io.estafette.notification.HandOverMail.Line;
import jakarta.mail.Message;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What an employee reads (D2, O1, O7). */
class HandOverMailTests extends MailTest {

	@Autowired
	private FindInvitation findInvitation;

	@Autowired
	private QueueReminder reminder;

	@Autowired
	private RepeatMail repeat;

	@Test
	void tellsInFrenchWhatCameFromWhomWithTheDocumentsToSignFirst() throws Exception {
		MimeMessage mail = receivedFor(queue("H0001", new Line("Note de service", false),
				new Line("Avenant au contrat", true), new Line("Règlement intérieur", false)));
		assertThat(mail.getSubject()).isEqualTo("Horizon Intérim vous a remis 3 documents, dont 1 à signer");
		assertThat(text(mail)).isEqualToNormalizingNewlines("""
				Bonjour Julie Moreau,

				Horizon Intérim vous a remis 3 documents. Ils vous attendent dans votre coffre.

				À signer
				- Avenant au contrat

				À lire
				- Note de service
				- Règlement intérieur

				Ouvrir mon coffre
				https://coffre.example.org/coffre

				Une question ? Contactez-nous : support@horizon.example

				Ce message vous est envoyé automatiquement par Estafette pour Horizon Intérim. \
				Personne ne vous demandera votre mot de passe, ni par mail ni par téléphone.
				""");
		assertThat(html(mail)).contains("lang=\"fr\"", "Bonjour Julie Moreau,",
				"href=\"https://coffre.example.org/coffre\"", "mailto:support@horizon.example");
		assertThat(html(mail)).containsSubsequence("<h1", "Avenant au contrat", ">À signer<", "Note de service",
				"Règlement intérieur", "Ouvrir mon coffre");
	}

	@Test
	void tellsTheSameInEnglish() throws Exception {
		this.jdbc.sql("update employee set language = 'en' where matricule = 'H0013'").update();
		MimeMessage mail = receivedFor(queue("H0013", new Line("Safety notice", false)));
		assertThat(mail.getSubject()).isEqualTo("Horizon Intérim has sent you a document");
		assertThat(mail.getContentLanguage()).containsExactly("en");
		assertThat(text(mail)).contains("Horizon Intérim has sent you a document. To read it, create your account",
				"- Safety notice", "It is valid for 30 days, until ", "Contact us: support@horizon.example");
		assertThat(html(mail)).contains("lang=\"en\"", "Create my account").doesNotContain("coffre,", "??");
	}

	@Test
	void saysWhenEverythingIsToSign() throws Exception {
		assertThat(receivedFor(queue("H0001", new Line("Avenant", true))).getSubject())
			.isEqualTo("Horizon Intérim vous a remis un document à signer");
		MimeMessage two = receivedFor(queue("H0001", new Line("Avenant", true), new Line("Charte", true)));
		assertThat(two.getSubject()).isEqualTo("Horizon Intérim vous a remis 2 documents à signer");
		assertThat(text(two)).doesNotContain("À lire");
	}

	/**
	 * D4: it says that it reminds, of what, and until when; under an id of its own (D2).
	 */
	@ParameterizedTest
	@CsvSource({ "fr, Rappel : un document attend votre signature, - Avenant (à signer avant le 2 mars 2027)",
			"en, Reminder: a document waits for your signature, '- Avenant (to sign before March 2, 2027)'" })
	void remindsOfWhatIsStillToSign(String language, String subject, String line) throws Exception {
		this.jdbc.sql("update vault_account set language = ? where login = 'h0001@salarie.example'")
			.param(language)
			.update();
		try {
			Line open = new Line("Avenant", true, Instant.parse("2027-03-02T10:00:00Z"));
			UUID handOver = queue("H0001", new Line("Charte", true), open, new Line("Note", false));
			assertThat(text(receivedFor(handOver))).contains(line, "- Charte\r\n");
			awaitNothingWaiting();
			this.clock.move(HandOverMails.SHORTEST_INTERVAL);
			this.reminder.of(handOver, List.of(open));
			MimeMessage mail = await()
				.until(() -> received().stream()
					.filter((each) -> messageId(each).equals("<handover-" + handOver + ".1@coffre.example.org>"))
					.findFirst(), Optional::isPresent)
				.orElseThrow();
			assertThat(mail.getSubject()).isEqualTo(subject);
			assertThat(text(mail)).contains("Horizon Intérim ").contains(line).doesNotContain("Charte", "Note");
			assertThat(html(mail)).contains("Avenant", line.substring("- Avenant (".length(), line.length() - 1))
				.doesNotContain(" th:", "??");
			// Whoever asks for the mail of the hand-over gets that one, not the reminder.
			awaitNothingWaiting();
			this.clock.move(HandOverMails.SHORTEST_INTERVAL);
			this.repeat.of(handOver);
			assertThat(
					text(await()
						.until(() -> received().stream()
							.filter((each) -> messageId(each)
								.equals("<handover-" + handOver + ".2@coffre.example.org>"))
							.findFirst(), Optional::isPresent)
						.orElseThrow()))
				.contains("Charte", "Note");
		}
		finally {
			this.jdbc.sql("update vault_account set language = 'fr' where login = 'h0001@salarie.example'").update();
		}
	}

	@Test
	void givesWhoHasNoAccountALinkThatOpensOne() throws Exception {
		MimeMessage mail = receivedFor(queue("H0012"));
		assertThat(text(mail)).contains("Pour le lire, créez votre compte", "Créer mon compte")
			.containsPattern("Il est valable 30 jours, jusqu'au \\d+(er)? \\p{L}+ \\d{4}\\.");
		assertThat(invited(text(mail))).map(Employee::matricule).contains("H0012");
		assertThat(invited(html(mail))).map(Employee::matricule).contains("H0012");
		assertThat(html(mail)).doesNotContain("/coffre\"");
	}

	@Test
	void keepsNoSecretInTheOutbox() throws Exception {
		UUID handOver = queue("H0012");
		Matcher link = link(text(receivedFor(handOver)));
		assertThat(this.jdbc.sql("select row_to_json(m)::text from outgoing_mail m where hand_over_id = ?")
			.param(handOver)
			.query(String.class)
			.single()).doesNotContain(link.group(1));
	}

	@Test
	void comesFromTheSenderWithItsLogoAndAnswersGoToItsSupport() throws Exception {
		UUID handOver = queue("H0001");
		MimeMessage mail = receivedFor(handOver);
		assertThat(messageId(mail)).isEqualTo("<handover-" + handOver + "@coffre.example.org>");
		assertThat(mail.getFrom())
			.containsExactly(new InternetAddress("ne-pas-repondre@estafette.example", "Horizon Intérim", "UTF-8"));
		assertThat(((InternetAddress) mail.getFrom()[0]).getPersonal()).isEqualTo("Horizon Intérim");
		assertThat(mail.getReplyTo()).containsExactly(new InternetAddress("support@horizon.example"));
		assertThat(mail.getRecipients(Message.RecipientType.TO))
			.containsExactly(new InternetAddress("h0001@salarie.example"));
		assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
		assertThat(mail.getContentType()).startsWith("multipart/alternative");
		Multipart related = (Multipart) part(mail, "multipart/related").getContent();
		Part logo = related.getBodyPart(1);
		assertThat(logo.getHeader("Content-ID")).containsExactly("<logo@coffre.example.org>");
		assertThat(html(mail)).contains("src=\"cid:logo@coffre.example.org\"", "alt=\"Horizon Intérim\"");
		try (InputStream bytes = logo.getInputStream()) {
			assertThat(bytes.readAllBytes())
				.isEqualTo(new ClassPathResource("demonstration/horizon.png").getContentAsByteArray());
		}
	}

	@Test
	void fetchesNothingFromOtherHosts() throws Exception {
		assertThat(html(receivedFor(queue("H0001")))).doesNotContainPattern("(?i)(src|background|url\\()\\W*https?:")
			.doesNotContain("<script", "<link", " th:", "xmlns");
	}

	@Test
	void showsTheNameWhereThereIsNoLogo() throws Exception {
		byte[] logo = this.jdbc.sql("select logo from node where code = 'ATLAS'").query(byte[].class).single();
		this.jdbc.sql("update node set logo = null where code = 'ATLAS'").update();
		try {
			MimeMessage mail = receivedFor(queue("A0001"));
			assertThat(html(mail)).contains(">Atlas Conseil</div>").doesNotContain("<img");
			assertThat(text(mail)).contains("Atlas Conseil vous a remis un document.");
		}
		finally {
			this.jdbc.sql("update node set logo = ? where code = 'ATLAS'").param(logo).update();
		}
	}

	@Test
	void showsNamesOfDocumentsAsTheyAreAndNeverAsHtmlOrHeaders() throws Exception {
		MimeMessage mail = receivedFor(queue("H0001",
				new Line("<img src=x onerror=alert(1)> & \"L'été\" à 100 %", false),
				new Line("Contrat\r\nBcc: victim@example.org\r\n\r\nHello", true), new Line("Paie\u202efdp.exe", false),
				new Line("[[${T(java.lang.Runtime)}]] {0} 日本語 🎉", false)));
		assertThat(mail.getAllRecipients()).hasSize(1);
		assertThat(mail.getHeader("Bcc")).isNull();
		assertThat(text(mail)).contains("- <img src=x onerror=alert(1)> & \"L'été\" à 100 %\r\n",
				"- Contrat Bcc: victim@example.org Hello\r\n", "- Paie fdp.exe\r\n",
				"- [[${T(java.lang.Runtime)}]] {0} 日本語 🎉\r\n");
		assertThat(html(mail)).doesNotContain("<img src=x")
			.contains("&lt;img src=x onerror=alert(1)&gt; &amp; &quot;L&#39;été&quot; à 100 %",
					"[[${T(java.lang.Runtime)}]] {0} 日本語 🎉");
	}

	@Test
	void namesOfPeopleAndSendersMakeNoHeaders() throws Exception {
		this.jdbc.sql(
				"update employee set first_name = E'Zoé\\r\\nBcc: victim@example.org', last_name = '\"O''Neil\" <b>' where matricule = 'H0020'")
			.update();
		this.jdbc.sql("update node set sender_name = E'Lyon\\r\\nX-Spam: no, \"Agence\" {0}' where code = 'LYO'")
			.update();
		try {
			MimeMessage mail = receivedFor(queue("H0020"));
			assertThat(mail.getAllRecipients()).hasSize(1);
			assertThat(mail.getHeader("Bcc")).isNull();
			assertThat(mail.getHeader("X-Spam")).isNull();
			assertThat(((InternetAddress) mail.getFrom()[0]).getPersonal())
				.isEqualTo("Lyon X-Spam: no, \"Agence\" {0}");
			assertThat(mail.getSubject()).isEqualTo("Lyon X-Spam: no, \"Agence\" {0} vous a remis un document");
			assertThat(html(mail)).contains("Bonjour Zoé Bcc: victim@example.org &quot;O&#39;Neil&quot; &lt;b&gt;,");
		}
		finally {
			this.jdbc.sql("update node set sender_name = null where code = 'LYO'").update();
		}
	}

	private Optional<Employee> invited(String body) {
		return this.findInvitation.byToken(link(body).group(1));
	}

	private static Matcher link(String body) {
		Matcher link = Pattern.compile("https://coffre\\.example\\.org/invitation/([A-Za-z0-9_-]+)").matcher(body);
		assertThat(link.find()).isTrue();
		return link;
	}

}
